package dev.meshgen.seal.sops;

import java.util.List;
import java.util.Map;

/**
 * A program of the user's to be run. Nothing of it but its input is secret.
 *
 * @param command program, to be found on the PATH, and arguments; no shell is involved
 * @param environment all of it
 * @param input for its standard input
 */
public record ProgramCall(List<String> command, Map<String, String> environment, byte[] input) {
  public ProgramCall {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
