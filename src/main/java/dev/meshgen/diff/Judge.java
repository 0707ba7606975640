package dev.meshgen.diff;

import dev.meshgen.diff.ChangeRule.Where;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Applies the rules to a change. */
final class Judge {
  private final List<Placed> placed;

  Judge(List<ChangeRule> rules) {
    placed =
        rules.stream()
            .flatMap(rule -> rule.places().stream().map(where -> new Placed(rule, where)))
            .toList();
  }

  /** A rule, at one of the places where it applies. */
  private record Placed(ChangeRule rule, Where where) {}

  /** A rule that applies, and the field that it applies to. */
  record Hit(ChangeRule rule, FieldChange field) {
    private boolean isAround(FieldChange part) {
      List<String> steps = field.path().steps();
      List<String> inner = part.path().steps();
      return inner.size() > steps.size() && inner.subList(0, steps.size()).equals(steps);
    }
  }

  /**
   * What there is to say. A node that was added or removed as a whole is judged with all that is in
   * it. Where several rules apply to one field, the most precise ones speak.
   */
  List<Hit> of(ObjectChange change) {
    List<Placed> candidates = candidates(change.id());
    List<Hit> hits = new ArrayList<>();
    if (change.verb() == Verb.MOVED || candidates.isEmpty()) {
      return hits;
    }
    Set<ChangeRule> said = Collections.newSetFromMap(new IdentityHashMap<>());
    for (FieldChange field : change.fields()) {
      for (Hit hit : hits(candidates, field)) {
        if (said.add(hit.rule())) {
          hits.add(hit);
        }
      }
    }
    return hits;
  }

  /**
   * The rules for a field and for each field in it. What is said of the whole is not said again of
   * its parts by a rule that knows less. Of an object that is added or removed, only what its rules
   * say of such ones: that nothing of it is left, or that it opens something, and not that each of
   * its fields has changed.
   */
  private static List<Hit> hits(List<Placed> candidates, FieldChange field) {
    List<Hit> hits = new ArrayList<>();
    boolean object = field.path().steps().isEmpty();
    int whole = -1;
    for (FieldChange part : parts(field)) {
      boolean top = part.path().steps().equals(field.path().steps());
      if (!top && hits.stream().anyMatch(hit -> hit.rule().reach().alone() && hit.isAround(part))) {
        continue;
      }
      for (Placed best : mostPrecise(candidates, part)) {
        int precision = best.where().precision();
        whole = top ? Math.max(whole, precision) : whole;
        boolean said = precision >= whole || !best.where().field().isOpen();
        boolean meant = !object || part.verb() == Verb.ADDED && best.rule().reach().inWhole();
        if (top || said && meant) {
          hits.add(new Hit(best.rule(), part));
        }
      }
    }
    return hits;
  }

  /** Whether any rule knows a field, or something in it. */
  boolean knows(ObjectId id, FieldChange field) {
    List<Placed> candidates = candidates(id);
    return parts(field).stream().anyMatch(part -> !mostPrecise(candidates, part).isEmpty());
  }

  private List<Placed> candidates(ObjectId id) {
    return placed.stream().filter(each -> each.where().matches(id)).toList();
  }

  private static List<Placed> mostPrecise(List<Placed> candidates, FieldChange part) {
    String old = part.before().map(Judge::text).orElse("");
    String now = part.after().map(Judge::text).orElse("");
    List<Placed> best = new ArrayList<>();
    int precision = -1;
    for (Placed each : candidates) {
      if (each.where().matches(part.path().steps(), part.verb(), old, now)) {
        int own = each.where().precision();
        if (own > precision) {
          best.clear();
          precision = own;
        }
        if (own == precision) {
          best.add(each);
        }
      }
    }
    return best;
  }

  private static String text(YamlNode node) {
    return NodeText.unquoted(node);
  }

  /** The field, and every field in it. */
  private static List<FieldChange> parts(FieldChange field) {
    List<FieldChange> parts = new ArrayList<>();
    parts.add(field);
    if (field.verb() == Verb.CHANGED) {
      if (CertificateNode.is(field.after().orElseThrow())
          && CertificateNode.is(field.before().orElseThrow())) {
        parts.addAll(
            NodeDiff.facts(
                field.path(), field.before().orElseThrow(), field.after().orElseThrow()));
      }
    } else {
      collect(field.path(), field.before().or(field::after).orElseThrow(), field, parts);
    }
    return parts;
  }

  private static void collect(
      FieldPath path, YamlNode node, FieldChange whole, List<FieldChange> parts) {
    if (node instanceof YamlMap map) {
      map.entries().forEach((key, entry) -> part(path.then(key), entry.value(), whole, parts));
    } else if (node instanceof YamlList list) {
      ListItems.pair(path.name(), list, list)
          .before()
          .forEach((key, item) -> part(path.then(key), item, whole, parts));
    }
  }

  private static void part(
      FieldPath path, YamlNode node, FieldChange whole, List<FieldChange> parts) {
    boolean removed = whole.verb() == Verb.REMOVED;
    parts.add(
        new FieldChange(
            path,
            removed ? Optional.of(node) : Optional.empty(),
            removed ? Optional.empty() : Optional.of(node)));
    collect(path, node, whole, parts);
  }
}
