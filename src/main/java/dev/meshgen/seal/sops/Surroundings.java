package dev.meshgen.seal.sops;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the user's keys may be found.
 *
 * @param environment the process environment
 * @param osName as the system property {@code os.name} has it
 * @param runner runs the command that hands over a key, and the user's programs
 * @param folder the current one
 */
public record Surroundings(
    Map<String, String> environment, String osName, CommandRunner runner, Path folder) {
  /** None: no key, and no program. */
  static final Surroundings NONE = new Surroundings(Map.of(), "Linux", CommandRunner.NONE);

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of a process in a folder of which it names no file. */
  public Surroundings(Map<String, String> environment, String osName, CommandRunner runner) {
    this(environment, osName, runner, Path.of(""));
  }

  /** The same, without asking any command: it may want a finger on a token. */
  public Surroundings withoutCommands() {
    return new Surroundings(environment, osName, CommandRunner.NONE, folder);
  }

  /** Whether commands and programs may be asked. */
  public boolean runsCommands() {
    return runner != CommandRunner.NONE;
  }
}
