package dev.meshgen.provenance;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a value is changed to, to see what it shapes. What the schema refuses is not tried on. */
final class OtherValues {
  private static final Span NOWHERE = Span.of("");
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9]+");
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?(.*)");

  /** An Istio minor that other values are looked for in: two before, one after. */
  private static final List<Integer> MINORS = List.of(-1, 1, -2);

  private OtherValues() {}

  /**
   * Other values for a place, the most telling first; empty to leave the place out.
   *
   * @param now what is there
   * @param fallback what it is while nothing is there
   * @param pool recipients of the spec, one of which can take the place of another
   */
  static List<Optional<YamlNode>> of(
      Optional<SchemaField> field,
      Optional<YamlNode> now,
      Optional<String> fallback,
      Set<String> pool) {
    Object value = value(field, now, fallback);
    List<Optional<YamlNode>> others = new ArrayList<>();
    Set<String> allowed = new LinkedHashSet<>(field.map(SchemaField::allowed).orElse(List.of()));
    if (value instanceof Boolean || field.filter(is -> is.type().equals("boolean")).isPresent()) {
      others.add(scalar(!Boolean.TRUE.equals(value)));
      if (now.isEmpty()) {
        others.add(scalar(true));
        others.add(scalar(false));
      }
    } else if (!allowed.isEmpty()) {
      allowed.remove(String.valueOf(value));
      allowed.forEach(each -> others.add(scalar(each)));
    } else if (value instanceof Number number) {
      others.add(scalar(number.longValue() + 1));
      others.add(scalar(number.longValue() - 1));
    } else if (value instanceof String text) {
      texts(text, pool).forEach(each -> others.add(scalar(each)));
    }
    if (now.isPresent()) {
      others.add(Optional.empty());
    }
    return others;
  }

  private static Object value(
      Optional<SchemaField> field, Optional<YamlNode> now, Optional<String> fallback) {
    return now.map(OtherValues::value)
        .or(() -> field.flatMap(SchemaField::defaultValue))
        .or(() -> fallback)
        .orElse("");
  }

  private static Object value(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.value() != null ? scalar.value() : List.of();
  }

  private static Optional<YamlNode> scalar(Object value) {
    return Optional.of(
        new YamlScalar(NOWHERE, value, String.valueOf(value), value instanceof String));
  }

  private static Set<String> texts(String text, Set<String> pool) {
    Set<String> texts = new LinkedHashSet<>();
    Matcher version = VERSION.matcher(text);
    if (pool.contains(text)) {
      texts.addAll(pool);
    } else if (version.matches()) {
      versions(version, texts);
    } else {
      List<int[]> runs = new ArrayList<>();
      for (Matcher run = RUN.matcher(text); run.find(); ) {
        runs.add(new int[] {run.start(), run.end()});
      }
      if (!runs.isEmpty()) {
        texts.add(turned(text, runs.get(runs.size() - 1)[1] - 1));
        texts.add(turned(text, runs.get(0)[1] - 1));
        texts.add(turned(text, runs.get(runs.size() / 2)[1] - 1));
      }
    }
    texts.remove(text);
    return texts;
  }

  private static void versions(Matcher version, Set<String> texts) {
    int minor = Integer.parseInt(version.group(2));
    boolean patched = version.group(3) != null;
    if (patched) {
      int patch = Integer.parseInt(version.group(3));
      texts.add(version.group(1) + "." + minor + "." + (patch > 0 ? patch - 1 : 1));
    }
    for (int step : MINORS) {
      texts.add(version.group(1) + "." + Math.max(0, minor + step) + (patched ? ".1" : ""));
    }
  }

  /** The text with another character of the same kind at a place. */
  private static String turned(String text, int at) {
    char c = text.charAt(at);
    char other =
        c >= '0' && c <= '9'
            ? (char) (c == '9' ? '1' : c + 1)
            : c == 'z' ? 'a' : c == 'Z' ? 'A' : (char) (c + 1);
    return text.substring(0, at) + other + text.substring(at + 1);
  }
}
