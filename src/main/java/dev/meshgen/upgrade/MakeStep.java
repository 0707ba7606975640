package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.edit.EditRefused;
import dev.meshgen.model.Cluster;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes a draft a step: edits the spec, and lets the rules judge what comes of it. */
final class MakeStep {
  private final SpecCheck check;
  private final String label;

  MakeStep(SpecCheck check, String label) {
    this.check = check;
    this.label = label;
  }

  /** Edits the first place for it that moves only those it is for. */
  StepAttempt of(SpecState now, DraftStep draft) {
    List<Diagnostic> problems = new ArrayList<>();
    for (EditTargets.Home home : EditTargets.homes(draft)) {
      EditTargets edits = EditTargets.of(now.spec(), label, draft, home);
      List<SpecSource> edited;
      try {
        edited = edited(now, draft, edits);
      } catch (EditRefused e) {
        return byHand(draft, edits, e, now.sources());
      }
      Report report = new Report();
      Optional<Spec> after = check.read(edited, report);
      Optional<String> deviation =
          after.flatMap(spec -> EditVerification.firstDeviation(now.spec(), spec, draft));
      if (deviation.isEmpty()) {
        return judged(
            now, step(draft, edits, changed(now.sources(), edited)), after, edited, report);
      }
      problems.add(shared(now.spec(), draft, deviation.get()));
    }
    return StepAttempt.failed(
        problems.subList(problems.size() - 1, problems.size()), now.sources());
  }

  /** Removes what says no more than what it is over; empty if nothing does. */
  Optional<StepAttempt> cleanUp(SpecState now, DraftStep draft, List<String> order) {
    Optional<StepAttempt> made = cleanUp(now, draft, order, false);
    return made.isPresent() ? made : cleanUp(now, draft, order, true);
  }

  private Optional<StepAttempt> cleanUp(
      SpecState now, DraftStep draft, List<String> order, boolean rings) {
    List<SettingChange> changes = new ArrayList<>();
    List<SpecSource> edited;
    try {
      edited = cleaned(now.sources(), new CleanUp(now.spec(), label, rings).changes(), changes);
    } catch (EditRefused e) {
      return Optional.empty();
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    Report report = new Report();
    Optional<Spec> after = check.read(edited, report);
    boolean same =
        after.isPresent()
            && EditVerification.firstDeviation(now.spec(), after.get(), draft).isEmpty()
            && Ring.of(now.spec().mesh(), label, order)
                .equals(Ring.of(after.get().mesh(), label, order));
    UpgradeStep step =
        step(
            draft, new UpgradeStep.Edit(changes, changed(now.sources(), edited), Optional.empty()));
    return same ? Optional.of(judged(now, step, after, edited, report)) : Optional.empty();
  }

  private List<SpecSource> edited(SpecState now, DraftStep draft, EditTargets edits)
      throws EditRefused {
    SpecLayers places = new SpecLayers(now.sources());
    for (SettingChange change : edits.changes()) {
      places.apply(change);
    }
    if (!edits.added().isEmpty()) {
      places.addOverride(label, draft.ring(), edits.added());
    }
    return places.sources();
  }

  /** What cannot be removed alone, as beside a comment, stays. */
  private static List<SpecSource> cleaned(
      List<SpecSource> sources, List<SettingChange> wanted, List<SettingChange> made)
      throws EditRefused {
    SpecLayers places = new SpecLayers(sources);
    for (SettingChange change : wanted) {
      if (places.takes(change)) {
        made.add(change);
      }
    }
    return places.sources();
  }

  private StepAttempt judged(
      SpecState now,
      UpgradeStep step,
      Optional<Spec> after,
      List<SpecSource> edited,
      Report report) {
    Optional<CheckedSpec> checked = after.map(spec -> check.judge(spec, report));
    List<Diagnostic> found = report.diagnostics();
    if (report.hasErrors()) {
      return StepAttempt.failed(
          found.stream().filter(each -> each.severity() == Severity.ERROR).toList(), edited);
    }
    return new StepAttempt(
        Optional.of(step.warning(fresh(now.found(), found))),
        Optional.of(new SpecState(edited, checked.orElseThrow(), found)),
        List.of(),
        edited);
  }

  /** What was not there before and is more than a note, wherever it is now. */
  private static List<Diagnostic> fresh(List<Diagnostic> before, List<Diagnostic> after) {
    Set<String> known = new TreeSet<>();
    before.forEach(each -> known.add(each.code() + each.message()));
    List<Diagnostic> fresh = new ArrayList<>();
    for (Diagnostic each : after) {
      boolean added = known.add(each.code() + each.message());
      if (added && each.severity() != Severity.NOTE) {
        fresh.add(each);
      }
    }
    return fresh;
  }

  private StepAttempt byHand(
      DraftStep draft, EditTargets edits, EditRefused refused, List<SpecSource> sources) {
    String reason = refused.at() + ": " + refused.getMessage();
    return new StepAttempt(
        Optional.of(
            step(
                draft,
                new UpgradeStep.Edit(changes(draft, edits), List.of(), Optional.of(reason)))),
        Optional.empty(),
        List.of(
            Diagnostic.of(
                    Code.UPGRADE_BY_HAND,
                    refused.at(),
                    "cannot edit this place: " + refused.getMessage())
                .expecting("a manual edit, as in the plan")),
        sources);
  }

  private UpgradeStep step(
      DraftStep draft, EditTargets edits, List<UpgradeStep.ChangedFile> files) {
    return step(draft, new UpgradeStep.Edit(changes(draft, edits), files, Optional.empty()));
  }

  private List<SettingChange> changes(DraftStep draft, EditTargets edits) {
    List<SettingChange> changes = new ArrayList<>(edits.changes());
    String layer =
        "a new entry of Mesh.spec.clusterOverrides that matches " + label + ": " + draft.ring();
    edits
        .added()
        .forEach(
            (key, value) ->
                changes.add(
                    new SettingChange(
                        layer, "", List.of("istio", key), Optional.of(String.valueOf(value)))));
    return changes;
  }

  private static UpgradeStep step(DraftStep draft, UpgradeStep.Edit edit) {
    return new UpgradeStep(
        draft.kind(),
        draft.ring(),
        List.copyOf(draft.wanted().keySet()),
        draft.target(),
        draft.tags(),
        draft.leaving(),
        edit,
        List.of());
  }

  private static List<UpgradeStep.ChangedFile> changed(
      List<SpecSource> before, List<SpecSource> after) {
    List<UpgradeStep.ChangedFile> changed = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      byte[] old = before.get(i).content();
      byte[] edited = after.get(i).content();
      if (!Arrays.equals(old, edited)) {
        changed.add(new UpgradeStep.ChangedFile(before.get(i).name(), old, edited));
      }
    }
    return changed;
  }

  private static Diagnostic shared(Spec spec, DraftStep draft, String name) {
    Cluster cluster =
        spec.mesh().clusters().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    List<WantedSetting> fields = draft.wanted().get(draft.wanted().firstKey());
    List<String> field = fields.get(fields.size() - 1).path();
    return Diagnostic.of(
            Code.UPGRADE_SHARED,
            cluster.origins().at(field.toArray(String[]::new)),
            String.join(".", field)
                + " cannot change for "
                + ClusterNames.some(List.copyOf(draft.wanted().keySet()))
                + " alone: \""
                + name
                + "\" inherits part of it from the same place")
        .expecting("a setting not shared with other clusters")
        .hinting("write all of it in the document of \"" + name + "\"");
  }
}
