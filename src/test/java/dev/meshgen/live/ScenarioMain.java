package dev.meshgen.live;

import java.nio.file.Path;

/**
 * Runs one scenario inside of its sandbox: the name of the class, and the folder for its results.
 */
final class ScenarioMain {
  private static final String PREPARE =
      """
      mount -t tmpfs -o mode=755 run /run
      mkdir /run/netns /run/lab
      """;

  private ScenarioMain() {}

  /** Hides the machine's own /run, where namespaces have their names. */
  static void prepare() {
    Shell.run("sh", "-ec", PREPARE);
  }

  public static void main(String[] arguments) throws ClassNotFoundException {
    Scenario scenario = Scenarios.create(Class.forName(arguments[0]).asSubclass(Scenario.class));
    prepare();
    Lab lab = new Lab(Path.of(arguments[1]));
    int code = 0;
    try {
      scenario.run(lab);
      lab.log("passed; CPU " + CpuTime.tell());
    } catch (RuntimeException | Error e) {
      e.printStackTrace(System.out);
      lab.log("failed: " + e);
      Evidence.keep(lab);
      code = 1;
    }
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }
}
