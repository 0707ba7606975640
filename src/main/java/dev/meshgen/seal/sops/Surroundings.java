package dev.meshgen.seal.sops;

import java.io.IOException;
import java.util.Map;

/**
 * Where the user's keys may be found.
 *
 * @param environment the process environment
 * @param osName as the system property {@code os.name} has it
 * @param runner runs the command that hands over a key
 */
public record Surroundings(Map<String, String> environment, String osName, CommandRunner runner) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** The same, without asking any command: it may want a finger on a token. */
  public Surroundings withoutCommands() {
    return new Surroundings(
        environment,
        osName,
        (command, more) -> {
          throw new IOException("it was not asked");
        });
  }
}
