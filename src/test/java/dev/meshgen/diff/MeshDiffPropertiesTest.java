package dev.meshgen.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshgen.diagnostic.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is so of any two trees. */
final class MeshDiffPropertiesTest {
  private static final int PAIRS = 25;

  /** Of each cluster, as many changes and fields are listed as it has without the others. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void collapsingLosesNoClusterAndNoField(long seed) throws IOException {
    SortedMap<String, byte[]> before = RandomTree.alike();
    SortedMap<String, byte[]> after = RandomTree.changed(before, new Random(seed));
    List<ObjectChange> each = changes(before, after);

    MeshDiff diff = Diffs.of(before, after);

    SortedMap<String, Long> listed = new TreeMap<>();
    SortedMap<String, Long> single = new TreeMap<>();
    SortedSet<String> whole = new TreeSet<>();
    for (MeshChange change : diff.changes()) {
      long size = change.isWholeCluster() ? change.objects() : 100L + change.fields().size();
      change.clusters().forEach(cluster -> listed.merge(cluster, size, Long::sum));
      whole.addAll(change.isWholeCluster() ? change.clusters() : List.of());
    }
    for (ObjectChange change : each) {
      String cluster = change.id().cluster().orElseThrow();
      boolean counted = change.verb() == Verb.CHANGED || change.verb() == Verb.MOVED;
      long size = whole.contains(cluster) ? 1 : 100L + (counted ? change.fields().size() : 0);
      single.merge(cluster, size, Long::sum);
    }
    assertThat(listed).isEqualTo(single);
    assertThat(diff.changes()).as("the same is listed once").hasSizeLessThan(each.size());
    assertThat(diff.changes())
        .extracting(change -> change.object() + " " + change.verb() + " " + change.fields())
        .doesNotHaveDuplicates();
  }

  /** What is one change of several objects still has the change of each, as it was. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void collapsingLosesNoObject(long seed) throws IOException {
    SortedMap<String, byte[]> before = RandomTree.alike();
    MeshDiff diff = Diffs.of(before, RandomTree.changed(before, new Random(seed)));

    List<MeshChange> collapsed = diff.collapsed().changes();

    assertThat(collapsed).hasSizeLessThan(diff.changes().size());
    assertThat(
            collapsed.stream()
                .flatMap(change -> change.each().isEmpty() ? Stream.of(change) : each(change)))
        .containsExactlyInAnyOrderElementsOf(diff.changes());
  }

  private static Stream<MeshChange> each(MeshChange change) {
    for (MeshChange one : change.each()) {
      assertThat(change.clusters()).containsAll(one.clusters());
      assertThat(change.fields()).containsAll(one.fields());
      assertThat(change.places()).containsAll(one.places());
      assertThat(change.weight()).isEqualTo(one.weight());
      assertThat(change.topic()).isEqualTo(one.topic());
    }
    return change.each().stream();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void reversalTurnsVerbsAndValues(long seed) throws IOException {
    SortedMap<String, byte[]> before = RandomTree.alike();
    SortedMap<String, byte[]> after = RandomTree.changed(before, new Random(seed));
    assertThat(sides(Diffs.of(after, before), true))
        .containsExactlyInAnyOrderElementsOf(sides(Diffs.of(before, after), false));
  }

  private static List<Tuple> sides(MeshDiff diff, boolean turned) {
    return diff.changes().stream()
        .map(
            change ->
                tuple(
                    change.object(),
                    turned ? change.verb().reversed() : change.verb(),
                    change.clusters(),
                    change.objects(),
                    change.fields().stream()
                        .map(
                            field ->
                                List.of(
                                    field.path(),
                                    turned ? field.verb().reversed() : field.verb(),
                                    turned ? field.after() : field.before(),
                                    turned ? field.before() : field.after()))
                        .collect(Collectors.toSet())))
        .toList();
  }

  /** Of any two examples: what is listed of each object makes the new tree of the old one. */
  @Test
  void theListedChangesLeadFromOneTreeToTheOther() throws IOException {
    List<SortedMap<String, byte[]>> trees = examples();
    Random random = new Random(11);
    long changed = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      boolean examples = pair % 2 == 0;
      SortedMap<String, byte[]> before =
          examples ? trees.get(random.nextInt(trees.size())) : RandomTree.alike();
      SortedMap<String, byte[]> after =
          examples ? trees.get(random.nextInt(trees.size())) : RandomTree.changed(before, random);
      List<ObjectChange> changes = changes(before, after);
      changed += changes.stream().filter(change -> change.verb() == Verb.CHANGED).count();
      assertThat(applied(objects(before), changes)).isEqualTo(texts(objects(after)));
      assertThat(Diffs.of(after, after).isEmpty()).isTrue();
      assertThat(changes(after, after)).isEmpty();
    }
    assertThat(changed).isGreaterThan(200);
  }

  /** That files are compared as soon as they are read leaves nothing out, and adds nothing. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void fileByFileIsAsAllAtOnce(long seed) throws Exception {
    Random random = new Random(seed);
    SortedMap<String, byte[]> before = RandomTree.alike();
    SortedMap<String, byte[]> after = RandomTree.changed(before, random);
    for (String path : List.copyOf(after.keySet())) {
      switch (random.nextInt(20)) {
        case 0 -> after.put(path.replace(".yaml", "-moved.yaml"), after.remove(path));
        case 1 ->
            after.put(
                path.replace(".yaml", "-again.yaml"), before.getOrDefault(path, after.get(path)));
        case 2 -> before.put(path.replace(".yaml", "-twice.yaml"), after.get(path));
        default -> {}
      }
    }
    Report report = new Report();
    List<ObjectChange> each =
        ComparedObjects.of(
                new MeshDiff.Named("", new FileSide(before)),
                new MeshDiff.Named("", new FileSide(after)),
                report)
            .changes();
    List<ObjectChange> all = changes(before, after);
    assertThat(each.stream().map(MeshDiffPropertiesTest::said).toList())
        .isEqualTo(all.stream().map(MeshDiffPropertiesTest::said).toList());
    assertThat(all).extracting(ObjectChange::verb).contains(Verb.CHANGED, Verb.MOVED);
    assertThat(report.diagnostics()).isEmpty();
  }

  private static String said(ObjectChange change) {
    StringBuilder said = new StringBuilder(change.id() + " " + change.verb());
    for (FieldChange field : change.fields()) {
      said.append("\n").append(field.path().text());
      said.append(": ").append(field.before().map(NodeText::of).orElse("-"));
      said.append(" > ").append(field.after().map(NodeText::of).orElse("-"));
    }
    return said.toString();
  }

  private static List<SortedMap<String, byte[]>> examples() throws IOException {
    List<SortedMap<String, byte[]>> examples = new ArrayList<>();
    try (Stream<Path> trees = Files.list(Path.of("golden"))) {
      for (Path tree : trees.filter(Files::isDirectory).sorted().toList()) {
        examples.add(MeshDiffTest.files(tree));
      }
    }
    return examples;
  }

  private static List<ObjectChange> changes(
      SortedMap<String, byte[]> before, SortedMap<String, byte[]> after) {
    return ObjectPairs.changes(objects(before), objects(after));
  }

  private static List<TreeObject> objects(SortedMap<String, byte[]> files) {
    Report report = new Report();
    List<TreeObject> objects = TreeObjects.of(files, "", new CertificateTexts(), report);
    assertThat(report.diagnostics()).isEmpty();
    return objects;
  }

  private static List<String> applied(List<TreeObject> before, List<ObjectChange> changes) {
    List<TreeObject> objects = new ArrayList<>(before);
    for (ObjectChange change : changes) {
      change.before().ifPresent(objects::remove);
      if (change.verb() == Verb.ADDED) {
        objects.add(change.after().orElseThrow());
      } else if (change.verb() != Verb.REMOVED) {
        objects.add(
            new TreeObject(
                change.id(),
                change.after().orElseThrow().path(),
                NodeDiffTest.applied(change.before().orElseThrow().content(), change.fields())));
      }
    }
    return texts(objects);
  }

  /** What each object is and where, without order and style. */
  private static List<String> texts(List<TreeObject> objects) {
    return objects.stream()
        .map(each -> each.id() + " " + each.path() + " " + NodeDiffTest.canonical(each.content()))
        .sorted()
        .toList();
  }
}
