package dev.meshgen.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random documents in random layouts: an edit does what it is for and keeps every other byte. */
final class RandomEditTest {
  private static final int RUNS = 1500;

  private final Random random = new Random(20);
  private int refused;

  @Test
  void changesWhatIsAskedForAndNoByteBesides() throws EditRefused {
    for (int run = 0; run < RUNS; run++) {
      String text = document();
      YamlEditor editor = YamlEditor.of("f", text.getBytes(StandardCharsets.UTF_8));
      Map<String, Object> tree = map(plain(editor.documents().get(0)));
      List<String> path = somePath(tree);
      try {
        if (random.nextInt(3) == 0) {
          checkRemoved(text, editor, tree, path);
        } else {
          checkSet(text, editor, tree, path);
        }
      } catch (EditRefused e) {
        refused++;
      }
    }
    assertThat(refused).as("too careful to test anything").isLessThan(RUNS / 2);
  }

  private void checkSet(String text, YamlEditor editor, Map<String, Object> tree, List<String> path)
      throws EditRefused {
    String value = word() + "." + random.nextInt(9) + ".0";
    YamlEditor edited = editor.set(0, path, value);
    String after = new String(edited.content(), StandardCharsets.UTF_8);
    Object old = put(tree, path, value);
    assertThat(plain(edited.documents().get(0)))
        .as("%s%n%s%n%s", path, text, after)
        .isEqualTo(tree);
    int same = prefix(text, after);
    int rest = suffix(text, after, same);
    String gone = text.substring(same, text.length() - rest);
    // Of what was there, only the old scalar may have gone, or a part of it.
    assertThat(old == null ? "" : (String) old).as("%s%n%s", text, after).contains(gone);
  }

  private static void checkRemoved(
      String text, YamlEditor editor, Map<String, Object> tree, List<String> path)
      throws EditRefused {
    Map<String, Object> parent = tree;
    for (String step : path.subList(0, path.size() - 1)) {
      parent = map(parent.getOrDefault(step, new TreeMap<>()));
    }
    if (!parent.containsKey(path.get(path.size() - 1)) || parent.size() == 1) {
      return;
    }
    YamlEditor edited = editor.remove(0, path);
    String after = new String(edited.content(), StandardCharsets.UTF_8);
    parent.remove(path.get(path.size() - 1));
    assertThat(plain(edited.documents().get(0)))
        .as("%s%n%s%n%s", path, text, after)
        .isEqualTo(tree);
    int same = prefix(text, after);
    assertThat(same + suffix(text, after, same)).as("nothing is added").isEqualTo(after.length());
    assertThat(comments(after)).isEqualTo(comments(text));
  }

  private static long comments(String text) {
    return text.chars().filter(c -> c == '#').count();
  }

  private static int prefix(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }

  private static int suffix(String one, String other, int from) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) - from
        && one.charAt(one.length() - 1 - at) == other.charAt(other.length() - 1 - at)) {
      at++;
    }
    return at;
  }

  /** Sets a value, making what is above it; the scalar that was there, if any. */
  private static Object put(Map<String, Object> tree, List<String> path, String value) {
    Map<String, Object> map = tree;
    for (String step : path.subList(0, path.size() - 1)) {
      map = map(map.computeIfAbsent(step, key -> new TreeMap<>()));
    }
    return map.put(path.get(path.size() - 1), value);
  }

  /** Of what is there, or of what is not, below mappings. */
  private List<String> somePath(Map<String, Object> tree) {
    List<String> path = new ArrayList<>();
    Object at = tree;
    while (at instanceof Map<?, ?> map && (path.isEmpty() || random.nextInt(4) > 0)) {
      List<Object> keys = new ArrayList<>(map.keySet());
      boolean known = !keys.isEmpty() && random.nextInt(4) > 0;
      path.add(known ? (String) keys.get(random.nextInt(keys.size())) : word());
      at = map.get(path.get(path.size() - 1));
    }
    if (at == null && random.nextBoolean()) {
      path.add(word());
    }
    return path;
  }

  private String document() {
    StringBuilder out = new StringBuilder();
    comment(out, "");
    block(out, "", 0);
    String text = out.toString();
    if (random.nextInt(4) == 0) {
      text = text.substring(0, text.length() - 1);
    }
    return random.nextInt(4) == 0 ? text.replace("\n", "\r\n") : text;
  }

  private void block(StringBuilder out, String indent, int depth) {
    Map<String, Boolean> keys = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      keys.put(word(), true);
    }
    for (String key : keys.keySet()) {
      comment(out, indent);
      out.append(indent).append(random.nextInt(5) == 0 ? '"' + key + '"' : key).append(':');
      switch (depth > 3 ? 0 : random.nextInt(7)) {
        case 0, 1 -> end(out.append(' ').append(scalar()));
        case 2 -> end(out.append(' ').append(flow(depth)));
        case 3 -> {
          end(out);
          list(out, indent + (random.nextBoolean() ? "" : "  "));
        }
        case 4 -> out.append(" |\n").append(indent).append("   text # no comment\n");
        default -> {
          end(out);
          block(out, indent + " ".repeat(1 + random.nextInt(4)), depth + 1);
        }
      }
    }
  }

  private void list(StringBuilder out, String indent) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      end(out.append(indent).append("- ").append(random.nextBoolean() ? scalar() : flow(3)));
    }
  }

  private String flow(int depth) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      keys.put(word(), depth > 2 || random.nextBoolean() ? scalar() : flow(depth + 1));
    }
    List<String> entries = new ArrayList<>();
    keys.forEach((key, value) -> entries.add(key + ": " + value));
    String separator = random.nextInt(6) == 0 ? ",\n          " : ", ";
    String blank = random.nextInt(4) == 0 ? " " : "";
    return "{" + blank + String.join(separator, entries) + blank + "}";
  }

  private String scalar() {
    String word = word() + "." + random.nextInt(9) + ".x";
    return switch (random.nextInt(5)) {
      case 0 -> "'" + word + "'";
      case 1 -> "\"" + word + "\"";
      case 2 -> "\"" + word + " {[, \"";
      default -> word;
    };
  }

  private void comment(StringBuilder out, String indent) {
    if (random.nextInt(5) == 0) {
      out.append(indent).append("# about, {what: follows}\n");
    }
  }

  private void end(StringBuilder out) {
    out.append(random.nextInt(6) == 0 ? "   # why: \"so\"\n" : "\n");
  }

  private String word() {
    return "k" + (char) ('a' + random.nextInt(26)) + random.nextInt(3);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }

  private static Object plain(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar.value() == null ? "" : scalar.value().toString();
    }
    if (node instanceof YamlList list) {
      return new ArrayList<>(list.items().stream().map(RandomEditTest::plain).toList());
    }
    Map<String, Object> map = new TreeMap<>();
    ((YamlMap) node).entries().forEach((key, entry) -> map.put(key, plain(entry.value())));
    return map;
  }
}
