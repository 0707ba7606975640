package dev.meshgen.seal.sops;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs the command a user configured to fetch a key, and the user's own programs. */
public interface CommandRunner {
  /** Runs nothing. */
  CommandRunner NONE =
      (command, environment) -> {
        throw new IOException("it was not asked");
      };

  /**
   * Returns what the command printed, which is secret.
   *
   * @param command program and arguments; no shell is involved
   * @param environment added to the program's own
   * @throws IOException if it cannot be started or does not end with 0; the message holds none of
   *     its output
   */
  byte[] run(List<String> command, Map<String, String> environment) throws IOException;

  /**
   * Runs a program to its end, however that is.
   *
   * @throws IOException if it cannot be started, or does not end in time
   */
  default ProgramAnswer ask(ProgramCall call) throws IOException {
    throw new IOException("it was not asked");
  }
}
