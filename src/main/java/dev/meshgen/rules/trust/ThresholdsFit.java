package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A threshold counts groups, of which there have to be as many. Each part of the tree has its own,
 * and each mistake is said once, however many clusters inherit it.
 */
final class ThresholdsFit implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    WrittenGroups ofMesh = WrittenGroups.ofMesh(mesh);
    List<WrittenGroups> all = WrittenGroups.all(mesh);
    withoutGroups(all).forEach(at -> report.add(withoutGroups(at)));
    Set<Span> named = new HashSet<>();
    for (WrittenGroups each : all) {
      if (each.lacksGroups() && named.add(each.mistake(ofMesh))) {
        report.add(tooHigh(each, ofMesh));
      }
    }
  }

  /** Those of the mesh count for clusters that inherit them beside groups of their own. */
  private static Set<Span> withoutGroups(List<WrittenGroups> all) {
    Set<Span> used = new HashSet<>();
    Set<Span> unused = new LinkedHashSet<>();
    for (WrittenGroups each : all) {
      each.threshold()
          .map(Located::at)
          .ifPresent(at -> (each.groups().isPresent() ? used : unused).add(at));
    }
    unused.removeAll(used);
    return unused;
  }

  private static Diagnostic withoutGroups(Span at) {
    return Diagnostic.of(
            Code.RECIPIENTS_IGNORED,
            at,
            WrittenGroups.THRESHOLD
                + " has no effect: without keyGroups any one recipient opens a file")
        .expecting("groups of recipients, several of which are required")
        .hinting("write the recipients as keyGroups, or remove " + WrittenGroups.THRESHOLD);
  }

  private static Diagnostic tooHigh(WrittenGroups written, WrittenGroups ofMesh) {
    Located<Integer> threshold = written.threshold().orElseThrow();
    Located<Integer> groups = written.groups().orElseThrow();
    Span at = written.mistake(ofMesh);
    boolean atGroups = at.equals(groups.at());
    return Diagnostic.of(
            Code.THRESHOLD_TOO_HIGH,
            at,
            "opening a file requires "
                + threshold.value()
                + " groups, but there are "
                + groups.value())
        .expecting(
            groups.value() > 2
                ? "a `shamirThreshold` from 2 to " + groups.value()
                : "a `shamirThreshold` of 2")
        .hinting("lower `shamirThreshold`, or add a group")
        .relating(
            atGroups ? threshold.at() : groups.at(),
            atGroups ? "the threshold" : "the first group");
  }
}
