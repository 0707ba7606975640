package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.edit.EditRefused;
import dev.meshgen.model.Cluster;
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

  /** Edits the first place for it that moves nobody but those it is for. */
  Attempt of(Moment now, Draft draft) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Edits.Home home : Edits.homes(draft)) {
      Edits edits = Edits.of(now.spec(), label, draft, home);
      List<SpecSource> edited;
      try {
        edited = edited(now, draft, edits);
      } catch (EditRefused e) {
        return byHand(draft, edits, e, now.sources());
      }
      Report report = new Report();
      Optional<Spec> after = check.read(edited, report);
      Optional<String> deviation =
          after.flatMap(spec -> Exactly.firstDeviation(now.spec(), spec, draft));
      if (deviation.isEmpty()) {
        return judged(
            now, step(draft, edits, changed(now.sources(), edited)), after, edited, report);
      }
      problems.add(shared(now.spec(), draft, deviation.get()));
    }
    return Attempt.failed(problems.subList(problems.size() - 1, problems.size()), now.sources());
  }

  /** Takes away what says no more than what it is over; empty if nothing does. */
  Optional<Attempt> cleanUp(Moment now, Draft draft, List<String> order) {
    Optional<Attempt> made = cleanUp(now, draft, order, false);
    return made.isPresent() ? made : cleanUp(now, draft, order, true);
  }

  private Optional<Attempt> cleanUp(Moment now, Draft draft, List<String> order, boolean rings) {
    List<Change> changes = new ArrayList<>();
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
            && Exactly.firstDeviation(now.spec(), after.get(), draft).isEmpty()
            && Ring.of(now.spec().mesh(), label, order)
                .equals(Ring.of(after.get().mesh(), label, order));
    Step step = step(draft, changes, changed(now.sources(), edited), Optional.empty());
    return same ? Optional.of(judged(now, step, after, edited, report)) : Optional.empty();
  }

  private List<SpecSource> edited(Moment now, Draft draft, Edits edits) throws EditRefused {
    Places places = new Places(now.sources());
    for (Change change : edits.changes()) {
      places.apply(change);
    }
    if (!edits.added().isEmpty()) {
      places.addOverride(label, draft.ring(), edits.added());
    }
    return places.sources();
  }

  /** What cannot go by itself, as beside a comment, stays. */
  private static List<SpecSource> cleaned(
      List<SpecSource> sources, List<Change> wanted, List<Change> made) throws EditRefused {
    Places places = new Places(sources);
    for (Change change : wanted) {
      if (places.takes(change)) {
        made.add(change);
      }
    }
    return places.sources();
  }

  private Attempt judged(
      Moment now, Step step, Optional<Spec> after, List<SpecSource> edited, Report report) {
    after.ifPresent(spec -> check.judge(spec, report));
    List<Diagnostic> found = report.diagnostics();
    if (report.hasErrors()) {
      return Attempt.failed(
          found.stream().filter(each -> each.severity() == Severity.ERROR).toList(), edited);
    }
    return new Attempt(
        Optional.of(step.warning(fresh(now.found(), found))),
        Optional.of(new Moment(edited, after.orElseThrow(), found)),
        List.of(),
        edited);
  }

  /** What was not there before, wherever it stands now. */
  private static List<Diagnostic> fresh(List<Diagnostic> before, List<Diagnostic> after) {
    Set<String> known = new TreeSet<>();
    before.forEach(each -> known.add(each.code() + each.message()));
    List<Diagnostic> fresh = new ArrayList<>();
    for (Diagnostic each : after) {
      if (known.add(each.code() + each.message())) {
        fresh.add(each);
      }
    }
    return fresh;
  }

  private Attempt byHand(Draft draft, Edits edits, EditRefused refused, List<SpecSource> sources) {
    String reason = refused.at() + ": " + refused.getMessage();
    return new Attempt(
        Optional.of(step(draft, changes(draft, edits), List.of(), Optional.of(reason))),
        Optional.empty(),
        List.of(
            Diagnostic.of(
                    Code.UPGRADE_BY_HAND,
                    refused.at(),
                    "this place cannot be edited for you: " + refused.getMessage())
                .expecting("an edit by hand, as the plan says")),
        sources);
  }

  private Step step(Draft draft, Edits edits, List<Step.ChangedFile> files) {
    return step(draft, changes(draft, edits), files, Optional.empty());
  }

  private List<Change> changes(Draft draft, Edits edits) {
    List<Change> changes = new ArrayList<>(edits.changes());
    String layer =
        "a new entry of Mesh.spec.clusterOverrides that matches " + label + ": " + draft.ring();
    edits
        .added()
        .forEach(
            (key, value) ->
                changes.add(
                    new Change(
                        layer, "", List.of("istio", key), Optional.of(String.valueOf(value)))));
    return changes;
  }

  private static Step step(
      Draft draft, List<Change> changes, List<Step.ChangedFile> files, Optional<String> refused) {
    return new Step(
        draft.kind(),
        draft.ring(),
        List.copyOf(draft.wanted().keySet()),
        draft.target(),
        draft.tags(),
        draft.leaving(),
        changes,
        files,
        refused,
        List.of());
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

  private static Diagnostic shared(Spec spec, Draft draft, String name) {
    Cluster cluster =
        spec.mesh().clusters().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    List<Field> fields = draft.wanted().get(draft.wanted().firstKey());
    List<String> field = fields.get(fields.size() - 1).path();
    return Diagnostic.of(
            Code.UPGRADE_SHARED,
            cluster.origins().at(field.toArray(String[]::new)),
            String.join(".", field)
                + " cannot change for "
                + Names.some(List.copyOf(draft.wanted().keySet()))
                + " alone: \""
                + name
                + "\" has a part of it from the same place")
        .expecting("a setting that nobody else takes a part of")
        .hinting("write all of it in the document of \"" + name + "\"");
  }
}
