package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import java.time.Clock;
import java.util.Set;

/**
 * Loads what a command will need while the main thread reads the command line: 0.75 of the time for two
 * clusters on two cores.
 */
final class Preload {
  private static final Set<String> COMPILING =
      Set.of("render", "validate", "rotate", "adopt", "credential");

  private Preload() {}

  /** Starts loading. Nothing depends on it: what is not there in time is loaded by whoever needs it. */
  static void start(Clock clock, String... arguments) {
    if (arguments.length > 0 && COMPILING.contains(arguments[0])) {
      thread(clock, !arguments[0].equals("validate")).start();
    }
  }

  /** Not started yet. */
  static Thread thread(Clock clock, boolean tree) {
    Thread thread = new Thread(() -> Compiler.preload(clock, tree), "meshgen-preload");
    thread.setDaemon(true);
    return thread;
  }
}
