package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans the upgrade of a mesh. Pure: a step is a function of the spec alone, and so a spec in which
 * some steps have been made leads to the others.
 */
public final class PlanUpgrade {
  /** Far beyond any mesh; a plan that gets here runs in a circle. */
  private static final int MOST = 1000;

  private final IstioCatalog catalog;
  private final MakeStep make;
  private final String label;
  private final List<String> order;
  private final Optional<String> revisions;
  private final List<DraftStep> drafts = new ArrayList<>();
  private final List<PassedOver> passedOver = new ArrayList<>();

  /**
   * A planner for one plan.
   *
   * @param label the label of clusters whose values are the rings
   * @param order values of the label, first those that move first; may name a part of them
   * @param revisions the revision that all control planes get once they have the version, {@code
   *     default} for none; if it is an empty text, those without a revision get one first
   */
  public PlanUpgrade(
      IstioCatalog catalog,
      SpecCheck check,
      String label,
      List<String> order,
      Optional<String> revisions) {
    this.catalog = catalog;
    this.make = new MakeStep(check, label);
    this.label = label;
    this.order = List.copyOf(order);
    this.revisions = revisions;
  }

  /**
   * The way from a spec that the rules pass to a version.
   *
   * @param found what reading it and the rules say of it
   */
  public UpgradePlan plan(
      List<SpecSource> sources, CheckedSpec checked, List<Diagnostic> found, IstioVersion to) {
    List<Diagnostic> unreachable = unreachable(checked.mesh(), to);
    if (!unreachable.isEmpty()) {
      return new UpgradePlan(List.of(), unreachable, sources);
    }
    List<UpgradeStep> steps = new ArrayList<>();
    SpecState now = new SpecState(sources, checked, found);
    while (steps.size() < MOST) {
      List<DraftStep> candidates = candidates(now.topology(), to);
      if (candidates.isEmpty()) {
        return cleaned(steps, now, to);
      }
      StepAttempt made = best(now, candidates, steps.size());
      made.step().ifPresent(steps::add);
      if (made.after().isEmpty()) {
        return heldUp(made.problems())
            .map(ring -> new UpgradePlan(steps.subList(0, ring.made()), ring.problems(), ring.of()))
            .orElseGet(() -> new UpgradePlan(steps, made.problems(), made.spoken()));
      }
      now = made.after().get();
    }
    throw new IllegalStateException("an upgrade without an end");
  }

  private UpgradePlan cleaned(List<UpgradeStep> steps, SpecState now, IstioVersion to) {
    DraftStep draft = DraftStep.cleanUp(to);
    Optional<StepAttempt> made = make.cleanUp(now, draft, order);
    if (made.isPresent() && made.get().step().isPresent()) {
      drafts.add(draft);
      steps.add(made.get().step().get());
    }
    return new UpgradePlan(steps, List.of(), now.sources());
  }

  /**
   * A step of the last plan, made by itself on the spec as it is.
   *
   * @param number of the step, from 1
   * @return the step, unless {@code report} says why it cannot be first
   */
  public Optional<UpgradeStep> alone(
      int number, List<SpecSource> sources, CheckedSpec checked, Report report) {
    SpecState now = new SpecState(sources, checked, List.of());
    DraftStep draft = drafts.get(number - 1);
    if (draft.kind() == UpgradeStep.Kind.CLEAN_UP) {
      return make.cleanUp(now, draft, order).flatMap(StepAttempt::step);
    }
    StepAttempt made = make.of(now, draft);
    report.addAll(made.problems());
    return made.problems().isEmpty() ? made.step() : Optional.empty();
  }

  private List<DraftStep> candidates(Topology topology, IstioVersion to) {
    Mesh mesh = topology.mesh();
    List<Ring> rings = Ring.of(mesh, label, order);
    Optional<Revision> introduced =
        revisions.filter(String::isEmpty).flatMap(any -> MissingRevision.next(mesh));
    if (introduced.isPresent()) {
      return DraftSteps.introducing(topology, rings, introduced.get());
    }
    Optional<Revision> other =
        revisions
            .filter(id -> !id.isEmpty())
            .flatMap(id -> OtherRevision.next(mesh, id, to.toString()));
    if (other.isPresent()) {
      return DraftSteps.changing(topology, rings, other.get());
    }
    return new VersionPath(catalog, to)
        .next(mesh)
        .map(target -> DraftSteps.next(topology, rings, target))
        .orElse(List.of());
  }

  /**
   * A ring whose turn it was, and that could not go.
   *
   * @param made how many steps there were before it
   * @param of the spec that the problems refer to
   */
  private record PassedOver(int made, List<Diagnostic> problems, List<SpecSource> of) {}

  /**
   * The first ring that was passed over for what still stops it in the end: nothing that another
   * ring did has helped, so none may go before it. The point of a ring is to go first.
   */
  private Optional<PassedOver> heldUp(List<Diagnostic> end) {
    Set<String> still = said(end);
    return passedOver.stream()
        .filter(ring -> said(ring.problems()).stream().anyMatch(still::contains))
        .findFirst();
  }

  private static Set<String> said(List<Diagnostic> problems) {
    Set<String> said = new TreeSet<>();
    problems.forEach(each -> said.add(each.code() + each.message()));
    return said;
  }

  /** The first that works; what keeps the preferred one from working if none does. */
  private StepAttempt best(SpecState now, List<DraftStep> candidates, int before) {
    StepAttempt first = null;
    for (DraftStep draft : candidates) {
      StepAttempt made = make.of(now, draft);
      if (made.step().isPresent()) {
        if (first != null) {
          passedOver.add(new PassedOver(before, first.problems(), first.spoken()));
        }
        drafts.add(draft);
        return made;
      }
      first = first == null ? made : first;
    }
    return first;
  }

  private List<Diagnostic> unreachable(Mesh mesh, IstioVersion to) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Cluster cluster : mesh.clusters()) {
      for (Revision control : cluster.istio().controlPlanes()) {
        if (SpecVersions.of(control.version()).compareTo(to) > 0) {
          problems.add(
              Diagnostic.of(
                      Code.UPGRADE_TARGET,
                      cluster.origins().at("istio", "version"),
                      "\"" + cluster.name() + "\" already has Istio " + control.version())
                  .expecting("an upgrade to that version or later, not to " + to)
                  .hinting("to go back, revert the commits of the upgrade"));
        }
      }
    }
    return problems;
  }
}
