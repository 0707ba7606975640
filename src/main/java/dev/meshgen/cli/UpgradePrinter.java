package dev.meshgen.cli;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.diff.LineHunks;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import dev.meshgen.upgrade.ClusterNames;
import dev.meshgen.upgrade.ManualCheck;
import dev.meshgen.upgrade.SettingChange;
import dev.meshgen.upgrade.StepChecks;
import dev.meshgen.upgrade.UpgradePlan;
import dev.meshgen.upgrade.UpgradeStep;
import dev.meshgen.upgrade.VersionHop;
import java.io.PrintWriter;
import java.util.List;

/** Prints a plan for the people who make it happen. */
final class UpgradePrinter {
  /** Up to this many clusters outside of rings are named. */
  private static final int NAMED = 3;

  private final PrintWriter out;
  private final Mesh mesh;
  private final IstioVersion target;
  private final StepChecks checks;

  UpgradePrinter(PrintWriter out, Topology topology, IstioVersion target) {
    this.out = out;
    this.mesh = topology.mesh();
    this.target = target;
    this.checks = new StepChecks(topology);
  }

  /** Prints the plan, and before the first step of each hop what there is to know of it. */
  void print(UpgradePlan plan, List<VersionHop> hops) {
    String mesh = "Mesh " + this.mesh.name() + " to Istio " + target;
    if (plan.steps().isEmpty()) {
      out.println(mesh + (plan.blockers().isEmpty() ? ": every cluster runs it" : ": no step yet"));
      hops.forEach(this::print);
      return;
    }
    int count = plan.steps().size();
    String more = plan.blockers().isEmpty() ? "" : ", and more once the problems below are fixed";
    out.println(mesh + ": " + (count == 1 ? "one step" : count + " steps") + more + ".");
    out.println("One pull request per step: edit, render, merge, verify, continue.");
    int ahead = 0;
    for (int i = 0; i < count; i++) {
      String version = plan.steps().get(i).target().version();
      if (ahead < hops.size() && hops.get(ahead).to().toString().equals(version)) {
        print(hops.get(ahead++));
      }
      print(i + 1, plan.steps().get(i));
    }
    hops.subList(ahead, hops.size()).forEach(this::print);
  }

  private void print(VersionHop hop) {
    if (hop.notes().isEmpty()) {
      return;
    }
    out.println();
    out.println("From " + hop.from() + " to " + hop.to() + ":");
    for (VersionHop.Note note : hop.notes()) {
      String topic =
          switch (note.topic()) {
            case FIRST -> "First: ";
            case CHANGE -> "Changes: ";
            case VALUE -> "Raw values: ";
            case KNOWN -> "Known: ";
          };
      out.println("  " + topic + note.text());
      String at = note.at().map(Span::toString).orElse("");
      String between = at.isEmpty() || note.wayOut().isEmpty() ? "" : ": ";
      String below = at + between + note.wayOut();
      if (!below.isEmpty()) {
        out.println("    " + below);
      }
    }
  }

  private void print(int number, UpgradeStep step) {
    out.println();
    out.println("Step " + number + ": " + title(step));
    if (!step.clusters().isEmpty()) {
      out.println("  Clusters: " + ClusterNames.some(step.clusters()));
    }
    new StepWarnings(step.warnings()).lines().forEach(out::println);
    checks.before(step).forEach(check -> print("Before: ", check));
    if (step.edit().refused().isPresent()) {
      out.println("  Edit by hand, because " + step.edit().refused().get());
      step.edit().changes().stream()
          .map(SettingChange::inWords)
          .forEach(text -> out.println("    " + text));
    }
    for (UpgradeStep.ChangedFile file : step.edit().files()) {
      out.println("  Edit " + file.name());
      for (LineHunks.Line line : LineHunks.changed(file.before(), file.after())) {
        out.printf("    %4d %s %s%n", line.number(), line.mark(), line.text());
      }
    }
    checks.after(step).forEach(check -> print("", check));
  }

  private void print(String when, ManualCheck check) {
    out.println("  " + when + check.purpose());
    check.commands().forEach(command -> out.println("    $ " + command));
  }

  private String title(UpgradeStep step) {
    String ring = who(step);
    String version = step.target().version();
    return switch (step.kind()) {
      case IN_PLACE -> ring + " to " + version;
      case CANARY ->
          ring
              + (areSeveral(step) ? " run " : " runs ")
              + step.target().of(ControlPlanes.ISTIOD)
              + ", "
              + version
              + ", as well";
      case TAGS ->
          ring
              + (areSeveral(step) ? " move " : " moves ")
              + String.join(", ", step.tags())
              + " to "
              + name(step.target());
      case PROMOTE -> name(step.target()) + " replaces the old control plane";
      case RETIRE ->
          step.target().name().isEmpty()
              ? "the control plane without a revision replaces " + String.join(", ", step.leaving())
              : step.target().name() + " is removed, since the first control plane has its version";
      case CLEAN_UP -> "clean-up: remove settings that no longer have an effect";
    };
  }

  private static String name(Revision revision) {
    return revision.name().isEmpty() ? "the control plane without a revision" : revision.name();
  }

  /** Whether {@link #who} is a plural. */
  private boolean areSeveral(UpgradeStep step) {
    return step.ring().isEmpty()
        ? step.clusters().size() > 1 && step.clusters().size() <= NAMED
        : isOfRemotes(step);
  }

  private String who(UpgradeStep step) {
    if (step.ring().isEmpty()) {
      return step.clusters().size() <= NAMED ? String.join(", ", step.clusters()) : "the rest";
    }
    return (isOfRemotes(step) ? "remotes of ring " : "ring ") + step.ring();
  }

  private boolean isOfRemotes(UpgradeStep step) {
    for (Cluster cluster : mesh.clusters()) {
      if (ControlPlanes.runsIstiod(cluster) && step.clusters().contains(cluster.name())) {
        return false;
      }
    }
    return step.kind() == UpgradeStep.Kind.IN_PLACE;
  }
}
