package dev.meshgen.cli;

import dev.meshgen.spec.Schemas;
import java.io.File;
import java.util.List;
import java.util.Set;

/**
 * What a run will need, loaded on a second thread while the first reads the command line and the
 * spec. Nothing depends on it: what is not there in time is loaded by whoever asks for it.
 *
 * <p>Saves 5 to 7 % of rendering two clusters on JDK 17. A stage belongs here once {@code
 * StartBench} shows that it pays; the catalog, the templates, the secret scan and the security
 * providers did not.
 */
final class WarmUp {
  /** Known before any command is described: asking them would be what a run waits for. */
  static final Set<String> READING_SPECS =
      Set.of(
          "diff",
          "why",
          "graph",
          "render",
          "publish",
          "validate",
          "explain",
          "images",
          "credential",
          "trust",
          "rotate",
          "reseal",
          "adopt",
          "upgrade",
          "plugin",
          "sign",
          "verify");

  private static final List<Runnable> STAGES = List.of(Schemas::warmUp);

  private WarmUp() {}

  /** Begins, if the command with these arguments reads a spec. */
  static void start(String... arguments) {
    if (readsSpec(arguments)) {
      thread().start();
    }
  }

  /** Two folders are compared without one. */
  static boolean readsSpec(String... arguments) {
    return arguments.length > 0
        && READING_SPECS.contains(arguments[0])
        && !(arguments[0].equals("diff") && namesTwoFolders(arguments));
  }

  /** A guess: words after an option may be its value. */
  private static boolean namesTwoFolders(String... arguments) {
    int words = 0;
    for (int i = 1; i < arguments.length; i++) {
      if (arguments[i].equals("--spec")) {
        return false;
      }
      if (!arguments[i].startsWith("-") && !arguments[i - 1].startsWith("-")) {
        words += new File(arguments[i]).isDirectory() ? 1 : 0;
      }
    }
    return words == 2;
  }

  /** Not started yet. */
  static Thread thread() {
    Thread thread = new Thread(() -> STAGES.forEach(Runnable::run), "meshgen-warm-up");
    thread.setDaemon(true);
    return thread;
  }
}
