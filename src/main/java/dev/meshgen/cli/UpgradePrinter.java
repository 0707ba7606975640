package dev.meshgen.cli;

import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Mesh;
import dev.meshgen.upgrade.Change;
import dev.meshgen.upgrade.Check;
import dev.meshgen.upgrade.Checks;
import dev.meshgen.upgrade.LineDiff;
import dev.meshgen.upgrade.Step;
import dev.meshgen.upgrade.UpgradePlan;
import java.io.PrintWriter;
import java.util.List;

/** Prints a plan for the people who make it happen. */
final class UpgradePrinter {
  private static final int SHOWN = 8;

  private final PrintWriter out;
  private final Mesh mesh;
  private final IstioVersion target;
  private final Checks checks;

  UpgradePrinter(PrintWriter out, Mesh mesh, IstioVersion target) {
    this.out = out;
    this.mesh = mesh;
    this.target = target;
    this.checks = new Checks(mesh);
  }

  void print(UpgradePlan plan) {
    String mesh = "Mesh " + this.mesh.name() + " to Istio " + target;
    if (plan.steps().isEmpty()) {
      out.println(mesh + (plan.blockers().isEmpty() ? ": every cluster has it" : ": no step yet"));
      return;
    }
    int count = plan.steps().size();
    String more = plan.blockers().isEmpty() ? "" : ", and more when what stops it is mended";
    out.println(mesh + ": " + (count == 1 ? "one step" : count + " steps") + more + ".");
    out.println("Each is a pull request: edit, render, merge, check, go on.");
    for (int i = 0; i < count; i++) {
      print(i + 1, plan.steps().get(i));
    }
  }

  private void print(int number, Step step) {
    out.println();
    out.println("Step " + number + ": " + title(step));
    out.println("  Clusters: " + some(step.clusters()));
    checks.before(step).forEach(check -> print("Before: ", check));
    if (step.refused().isPresent()) {
      out.println("  Edit by hand, since " + step.refused().get());
      step.changes().stream().map(Change::inWords).forEach(text -> out.println("    " + text));
    }
    for (Step.ChangedFile file : step.files()) {
      out.println("  Edit " + file.name());
      for (LineDiff.Line line : LineDiff.of(file.before(), file.after())) {
        out.printf("    %4d %s %s%n", line.number(), line.added() ? "+" : "-", line.text());
      }
    }
    checks.after(step).forEach(check -> print("", check));
  }

  private void print(String when, Check check) {
    out.println("  " + when + check.purpose());
    check.commands().forEach(command -> out.println("    $ " + command));
  }

  private static String title(Step step) {
    String ring = step.ring().isEmpty() ? "the rest" : "ring " + step.ring();
    String version = step.target().version();
    return switch (step.kind()) {
      case IN_PLACE -> ring + " to " + version;
      case CANARY -> ring + " runs " + step.target().of("istiod") + ", " + version + ", as well";
      case TAGS ->
          ring + " moves " + String.join(", ", step.tags()) + " to " + step.target().name();
      case PROMOTE ->
          step.target().name()
              + (step.leaving().isEmpty()
                  ? " goes, now that the first has its version"
                  : " takes the place of the old control plane");
    };
  }

  private static String some(List<String> clusters) {
    return clusters.size() <= SHOWN
        ? String.join(", ", clusters)
        : String.join(", ", clusters.subList(0, SHOWN))
            + " and "
            + (clusters.size() - SHOWN)
            + " more";
  }
}
