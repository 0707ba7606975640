package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.edit.EditRefused;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Plans the upgrade of a mesh. Pure: a step is a function of the spec alone, and so a spec in which
 * some steps have been made leads to the others.
 */
public final class PlanUpgrade {
  /** Far beyond any mesh; a plan that gets here runs in a circle. */
  private static final int MOST = 1000;

  private final IstioCatalog catalog;
  private final SpecCheck check;
  private final String label;
  private final List<String> order;
  private final List<Draft> drafts = new ArrayList<>();

  /**
   * A planner for one plan.
   *
   * @param label the label of clusters whose values are the rings
   * @param order values of the label, first those that move first; may name a part of them
   */
  public PlanUpgrade(IstioCatalog catalog, SpecCheck check, String label, List<String> order) {
    this.catalog = catalog;
    this.check = check;
    this.label = label;
    this.order = List.copyOf(order);
  }

  private record Moment(List<SpecSource> sources, Spec spec) {}

  /** What came of a draft: a step and the spec after it, or what stands in its way. */
  private record Attempt(
      Optional<Step> step,
      Optional<Moment> after,
      List<Diagnostic> problems,
      List<SpecSource> spoken) {}

  /** The way from a spec that the rules pass to a version. */
  public UpgradePlan plan(List<SpecSource> sources, Spec spec, IstioVersion to) {
    List<Diagnostic> unreachable = unreachable(spec.mesh(), to);
    if (!unreachable.isEmpty()) {
      return new UpgradePlan(List.of(), unreachable, sources);
    }
    List<Step> steps = new ArrayList<>();
    Moment now = new Moment(sources, spec);
    while (steps.size() < MOST) {
      List<Draft> candidates = candidates(now.spec().mesh(), to);
      if (candidates.isEmpty()) {
        return new UpgradePlan(steps, List.of(), now.sources());
      }
      Attempt made = best(now, candidates);
      made.step().ifPresent(steps::add);
      if (made.after().isEmpty()) {
        return new UpgradePlan(steps, made.problems(), made.spoken());
      }
      now = made.after().get();
    }
    throw new IllegalStateException("an upgrade without an end");
  }

  /**
   * A step of the last plan, made by itself on the spec as it is.
   *
   * @param number of the step, from 1
   * @return the step, unless {@code report} says why it cannot be first
   */
  public Optional<Step> alone(int number, List<SpecSource> sources, Spec spec, Report report) {
    Attempt made = attempt(new Moment(sources, spec), drafts.get(number - 1));
    report.addAll(made.problems());
    return made.problems().isEmpty() ? made.step() : Optional.empty();
  }

  private List<Draft> candidates(Mesh mesh, IstioVersion to) {
    Optional<Revision> target = new Hops(catalog, to).next(mesh);
    if (target.isEmpty()) {
      return List.of();
    }
    List<Ring> rings = Ring.of(mesh, label, order);
    boolean revised = mesh.clusters().stream().anyMatch(each -> each.istio().revisions().isUsed());
    return revised
        ? ByRevision.drafts(mesh, rings, target.get())
        : InPlace.drafts(mesh, rings, target.get());
  }

  /** The first that works; what keeps the preferred one from working if none does. */
  private Attempt best(Moment now, List<Draft> candidates) {
    Attempt first = null;
    for (Draft draft : candidates) {
      Attempt made = attempt(now, draft);
      if (made.step().isPresent()) {
        drafts.add(draft);
        return made;
      }
      first = first == null ? made : first;
    }
    return first;
  }

  private Attempt attempt(Moment now, Draft draft) {
    Edits edits = Edits.of(now.spec(), label, draft);
    List<SpecSource> edited;
    try {
      if (!edits.added().isEmpty() && draft.ring().isEmpty()) {
        return failed(shared(now.spec(), draft, draft.wanted().firstKey()), now.sources());
      }
      Places places = new Places(now.sources());
      for (Change change : edits.changes()) {
        places.apply(change);
      }
      if (!edits.added().isEmpty()) {
        places.addOverride(label, draft.ring(), edits.added());
      }
      edited = places.sources();
    } catch (EditRefused e) {
      return byHand(draft, edits, e, now.sources());
    }
    Report report = new Report();
    Optional<Spec> after = check.check(edited, report);
    if (after.isEmpty()) {
      return new Attempt(Optional.empty(), Optional.empty(), errors(report), edited);
    }
    Optional<String> deviation = Exactly.firstDeviation(now.spec(), after.get(), draft);
    return deviation.isPresent()
        ? failed(shared(now.spec(), draft, deviation.get()), now.sources())
        : new Attempt(
            Optional.of(step(draft, edits, changed(now.sources(), edited), Optional.empty())),
            Optional.of(new Moment(edited, after.get())),
            List.of(),
            edited);
  }

  private Attempt byHand(Draft draft, Edits edits, EditRefused refused, List<SpecSource> sources) {
    String reason = refused.at() + ": " + refused.getMessage();
    return new Attempt(
        Optional.of(step(draft, edits, List.of(), Optional.of(reason))),
        Optional.empty(),
        List.of(
            Diagnostic.of(
                    Code.UPGRADE_BY_HAND,
                    refused.at(),
                    "this place cannot be edited for you: " + refused.getMessage())
                .expecting("an edit by hand, as the plan says")),
        sources);
  }

  private Step step(
      Draft draft, Edits edits, List<Step.ChangedFile> files, Optional<String> refused) {
    List<Change> changes = new ArrayList<>(edits.changes());
    edits
        .added()
        .forEach(
            (key, value) ->
                changes.add(
                    new Change(
                        "a new entry of Mesh.spec.clusterOverrides that matches "
                            + label
                            + ": "
                            + draft.ring(),
                        "",
                        List.of("istio", key),
                        Optional.of(String.valueOf(value)))));
    return new Step(
        draft.kind(),
        draft.ring(),
        List.copyOf(draft.wanted().keySet()),
        draft.target(),
        draft.tags(),
        draft.leaving(),
        changes,
        files,
        refused);
  }

  private static List<Step.ChangedFile> changed(List<SpecSource> before, List<SpecSource> after) {
    List<Step.ChangedFile> changed = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      byte[] old = before.get(i).content();
      byte[] edited = after.get(i).content();
      if (!Arrays.equals(old, edited)) {
        changed.add(new Step.ChangedFile(before.get(i).name(), old, edited));
      }
    }
    return changed;
  }

  private static Attempt failed(Diagnostic problem, List<SpecSource> sources) {
    return new Attempt(Optional.empty(), Optional.empty(), List.of(problem), sources);
  }

  private static List<Diagnostic> errors(Report report) {
    return report.diagnostics().stream()
        .filter(found -> found.severity() == Severity.ERROR)
        .toList();
  }

  private static Diagnostic shared(Spec spec, Draft draft, String name) {
    Cluster cluster =
        spec.mesh().clusters().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    String ring = draft.ring().isEmpty() ? "the rest" : "the ring \"" + draft.ring() + "\"";
    return Diagnostic.of(
            Code.UPGRADE_SHARED,
            cluster.origins().at("istio", "version"),
            "this cannot change for " + ring + " alone: \"" + name + "\" would change with it")
        .expecting("settings of Istio for one ring in an override that matches its label")
        .hinting("write it there, or in the clusters' own documents");
  }

  private List<Diagnostic> unreachable(Mesh mesh, IstioVersion to) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Cluster cluster : mesh.clusters()) {
      for (Revision control : cluster.istio().controlPlanes()) {
        if (InPlace.Versions.of(control.version()).compareTo(to) > 0) {
          problems.add(
              Diagnostic.of(
                      Code.UPGRADE_TARGET,
                      cluster.origins().at("istio", "version"),
                      "\"" + cluster.name() + "\" has Istio " + control.version() + " already")
                  .expecting("a version that is not older, where the upgrade goes to " + to)
                  .hinting("the way back of an upgrade is a revert of its commits"));
        }
      }
    }
    return problems;
  }
}
