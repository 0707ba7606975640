package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.compile.Env;
import java.util.Set;

/**
 * Loads what a command will need while the main thread is busy with something else: 0.75 of the
 * time for two clusters on two cores. Nothing depends on it: what is not there in time is loaded by
 * whoever needs it.
 */
final class Preload {
  private static final Set<String> COMPILING =
      Set.of("render", "validate", "rotate", "adopt", "credential", "upgrade");

  private static final Set<String> CHECKING = Set.of("validate", "upgrade");

  private Preload() {}

  /** Starts loading what a command with these arguments will need. */
  static void start(String... arguments) {
    if (arguments.length > 0 && COMPILING.contains(arguments[0])) {
      thread(!CHECKING.contains(arguments[0])).start();
    }
  }

  /** Not started yet. */
  static Thread thread(boolean tree) {
    return daemon(() -> Compiler.preload(tree));
  }

  /** Starts loading what issuing takes, which most runs never do. */
  static void startIssuing(Env env) {
    daemon(() -> Compiler.preloadIssuing(env)).start();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "meshgen-preload");
    thread.setDaemon(true);
    return thread;
  }
}
