package dev.meshgen.seal.sops;

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
}
