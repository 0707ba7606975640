package dev.meshgen.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.testing.TextFile;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeDiffTest {

  @Test
  void factsOfACertificateMayBeAnything() {
    assertThat(
            lines(
                "{a: {sha256: aa, serial: 1, notAfter: ''}}",
                "{a: {sha256: bb, serial: 2, notAfter: soon}}"))
        .isNotEmpty();
    assertThat(CertificateNode.text(node("{sha256: bb, serial: 2, notAfter: soon}")))
        .isEqualTo("serial 2, until soon");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 1, b: 2}                       | {b: 2, a: 1}",
        "{a: 'text'}                        | {a: text}",
        "{p: [{name: a, x: 1}, {name: b}]}  | {p: [{name: b}, {x: 1, name: a}]}",
        "{hosts: [a, b]}                    | {hosts: [b, a]}",
        "{p: [{x: 1}, {z: 2}]}              | {p: [{z: 2}, {x: 1}]}",
      })
  void orderAndStyleAreNoDifference(String before, String after) {
    assertThat(lines(before, after)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 'true'}                  | {a: true}                          | ~ a",
        "{a: '1'}                     | {a: 1}                             | ~ a",
        "{a: {b: 1}}                  | {a: {b: 1, c: 2}}                  | + a.c",
        "{p: [{name: t, port: 1}]}    | {p: [{name: t, port: 2}]}          | ~ p[name=t].port",
        "{p: [{port: 1}]}             | {p: [{port: 1}, {port: 2}]}        | + p[port=2]",
        "{h: [a, a]}                  | {h: [a]}                           | - h[a][2]",
        "{http: [{route: a}, {route: b}]} | {http: [{route: b}, {route: a}]} | ~ http[0].route ~ http[1].route",
        "{a: []}                      | {a: {}}                            | ~ a",
        "{a: {x.y: 1}}                | {a: {x.y: 2}}                      | ~ a.\"x.y\"",
      })
  void aDifferenceIsNamedByItsPath(String before, String after, String expected) {
    assertThat(String.join(" ", lines(before, after))).isEqualTo(expected);
  }

  private static List<String> lines(String before, String after) {
    return NodeDiff.of(node(before), node(after)).stream()
        .map(change -> change.verb().mark() + " " + change.path().text())
        .toList();
  }

  /** What is listed is all there is: applied to the old object, it gives the new one. */
  @Test
  void theListedChangesLeadFromOneToTheOther() throws IOException {
    List<YamlNode> nodes = goldenNodes();
    Random random = new Random(7);
    int changed = 0;
    for (int round = 0; round < 3; round++) {
      for (YamlNode before : nodes) {
        YamlNode after = mutated(before, random);
        List<FieldChange> changes = NodeDiff.of(before, after);
        changed += changes.isEmpty() ? 0 : 1;
        assertThat(canonical(applied(before, changes)))
            .as("%s", changes)
            .isEqualTo(canonical(after));
        assertThat(NodeDiff.of(before, before)).isEmpty();
      }
    }
    assertThat(changed).isGreaterThan(200);
  }

  private static List<YamlNode> goldenNodes() throws IOException {
    List<YamlNode> nodes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("golden"))) {
      files
          .filter(path -> path.toString().endsWith(".yaml"))
          .filter(
              path ->
                  path.toString().contains("multi-network") || path.toString().contains("ambient"))
          .sorted()
          .forEach(path -> nodes.addAll(nodes(TextFile.read(path))));
    }
    return nodes;
  }

  /** A node with changes made in it. */
  static YamlNode applied(YamlNode node, List<FieldChange> changes) {
    YamlNode applied = node;
    for (FieldChange change : changes) {
      applied = applied(applied, change, 0);
    }
    return applied;
  }

  private static YamlNode applied(YamlNode node, FieldChange change, int depth) {
    List<String> steps = change.path().steps();
    if (depth == steps.size()) {
      return change.after().orElseThrow();
    }
    String step = steps.get(depth);
    boolean last = depth == steps.size() - 1;
    if (node instanceof YamlMap map) {
      Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(map.entries());
      if (last && change.after().isEmpty()) {
        entries.remove(step);
      } else {
        YamlNode value =
            entries.containsKey(step) ? entries.get(step).value() : change.after().orElseThrow();
        entries.put(
            step,
            new YamlMap.Entry(
                map.span(),
                last ? change.after().orElseThrow() : applied(value, change, depth + 1)));
      }
      return new YamlMap(map.span(), entries);
    }
    // Items are found by what they were, so only those of lists without keys need a look.
    List<YamlNode> items = new ArrayList<>(((YamlList) node).items());
    if (last && change.before().isEmpty()) {
      items.add(change.after().orElseThrow());
    } else {
      int at = index((YamlList) node, change, depth);
      if (last && change.after().isEmpty()) {
        items.remove(at);
      } else {
        items.set(
            at, last ? change.after().orElseThrow() : applied(items.get(at), change, depth + 1));
      }
    }
    return new YamlList(node.span(), items);
  }

  /** The item at its place if the change fits it, else the first that the change fits. */
  private static int index(YamlList list, FieldChange change, int depth) {
    String step = change.path().steps().get(depth);
    String body = step.substring(1, step.length() - 1);
    List<Integer> candidates = new ArrayList<>();
    if (body.matches("\\d{1,3}") && Integer.parseInt(body) < list.items().size()) {
      candidates.add(Integer.parseInt(body));
    }
    for (int i = 0; i < list.items().size(); i++) {
      candidates.add(i);
    }
    boolean last = depth == change.path().steps().size() - 1;
    for (int at : candidates) {
      YamlNode item = list.items().get(at);
      boolean named = last || body.matches("\\d{1,3}") || has(item, body);
      if (named && fits(item, change, depth + 1)) {
        return at;
      }
    }
    throw new AssertionError(change + " fits nothing in " + NodeText.of(list));
  }

  /** Whether the rest of the path leads to what the change says was there. */
  private static boolean fits(YamlNode node, FieldChange change, int depth) {
    List<String> steps = change.path().steps();
    if (depth == steps.size()) {
      return change.before().map(node::equals).orElse(false);
    }
    if (node instanceof YamlMap map) {
      boolean absent = map.get(steps.get(depth)).isEmpty();
      return absent
          ? depth == steps.size() - 1 && change.before().isEmpty()
          : fits(map.get(steps.get(depth)).orElseThrow(), change, depth + 1);
    }
    return node instanceof YamlList list
        && (depth == steps.size() - 1 && change.before().isEmpty()
            || list.items().stream().anyMatch(item -> fits(item, change, depth + 1)));
  }

  private static boolean has(YamlNode item, String selector) {
    return Stream.of(selector.split(","))
        .allMatch(
            part ->
                NodeText.of(item)
                    .matches(
                        "(?s).*\\b"
                            + part.replaceFirst("=", ": ").replaceAll("[^A-Za-z0-9 :]", ".")
                            + ".*"));
  }

  /** The same text for nodes that differ in order and style alone. */
  static String canonical(YamlNode node) {
    if (node instanceof YamlList list) {
      List<String> items =
          new ArrayList<>(list.items().stream().map(NodeDiffTest::canonical).toList());
      Collections.sort(items);
      return items.toString();
    }
    if (node instanceof YamlMap map) {
      List<String> entries = new ArrayList<>();
      map.entries().forEach((key, entry) -> entries.add(key + "=" + canonical(entry.value())));
      Collections.sort(entries);
      return entries.toString();
    }
    return NodeText.of(node);
  }

  /** One random edit somewhere: a value, a key, an item. */
  private static YamlNode mutated(YamlNode node, Random random) {
    if (node instanceof YamlMap map && !map.entries().isEmpty()) {
      Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(map.entries());
      List<String> keys = new ArrayList<>(entries.keySet());
      String key = keys.get(random.nextInt(keys.size()));
      switch (random.nextInt(6)) {
        case 0 -> entries.remove(key);
        case 1 -> entries.put("added", new YamlMap.Entry(map.span(), text("new", map)));
        default ->
            entries.put(
                key, new YamlMap.Entry(map.span(), mutated(entries.get(key).value(), random)));
      }
      return new YamlMap(map.span(), entries);
    }
    if (node instanceof YamlList list && !list.items().isEmpty()) {
      List<YamlNode> items = new ArrayList<>(list.items());
      int at = random.nextInt(items.size());
      switch (random.nextInt(4)) {
        case 0 -> items.remove(at);
        case 1 -> Collections.reverse(items);
        default -> items.set(at, mutated(items.get(at), random));
      }
      return new YamlList(list.span(), items);
    }
    return text("edited-" + random.nextInt(5), node);
  }

  private static YamlScalar text(String text, YamlNode near) {
    return new YamlScalar(near.span(), text, text, true);
  }

  private static YamlNode node(String text) {
    return nodes(text).get(0);
  }

  private static List<YamlNode> nodes(String text) {
    Report report = new Report();
    List<YamlNode> nodes = new ArrayList<>();
    YamlReader.read("test.yaml", text.getBytes(StandardCharsets.UTF_8), report)
        .forEach(document -> nodes.add(document.root()));
    assertThat(report.diagnostics()).as(text).isEmpty();
    return nodes;
  }
}
