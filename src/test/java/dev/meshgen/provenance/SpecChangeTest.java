package dev.meshgen.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What differs between two specs, and how each difference is undone. */
final class SpecChangeTest {
  private static List<YamlNode> read(String text) {
    Report report = new Report();
    List<YamlNode> documents =
        ReadSpec.documents(
            List.of(new SpecSource("mesh.yaml", text.getBytes(StandardCharsets.UTF_8))), report);
    assertThat(report.diagnostics()).isEmpty();
    return documents;
  }

  private static final String BASE =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec: {trustDomain: a.example, istio: {version: 1.30.5}, list: [a, b]}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: east}
      spec: {network: n1, istio: {version: 1.29.1}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: west}
      spec: {network: n2, istio: {version: 1.29.1}}
      """;

  @Test
  void namesEachDifference() {
    List<SpecChange> changes =
        SpecChange.between(
            read(BASE),
            read(
                BASE.replace("a.example", "b.example")
                    .replace("[a, b]", "[a, c]")
                    .replace("1.29.1", "1.30.5")
                    .replace("network: n1, ", "")
                    .replace("{network: n2", "{platform: eks, network: n2")));
    assertThat(changes)
        .extracting(SpecChange::text)
        .containsExactly(
            "Mesh spec.trustDomain: a.example → b.example",
            "Mesh spec.list[1]: b → c",
            "Cluster \"east\" spec.network removed, was n1",
            "Cluster \"east\" spec.istio.version: 1.29.1 → 1.30.5",
            "Cluster \"west\" spec.platform set to eks");
    assertThat(changes.get(3).at()).as("the same one in two documents").hasSize(2);
    assertThat(changes.get(2).at()).as("where it was").hasSize(1);
  }

  @Test
  void documentsComeAndGo() {
    String[] documents = BASE.split("---\n");
    List<YamlNode> without = read(documents[0] + "---\n" + documents[1]);
    assertThat(SpecChange.between(without, read(BASE)))
        .extracting(SpecChange::text)
        .containsExactly("Cluster \"west\" added");
    List<SpecChange> gone = SpecChange.between(read(BASE), without);
    assertThat(gone).extracting(SpecChange::text).containsExactly("Cluster \"west\" removed");
    assertThat(gone.get(0).at()).isEmpty();
    assertThat(SpecText.of(gone.get(0).undoneIn(without).get(2)))
        .isEqualTo(SpecText.of(read(BASE).get(2)));
  }

  static List<Path> examples() throws IOException {
    try (var files = Files.list(Path.of("examples"))) {
      return files.map(folder -> folder.resolve("mesh.yaml")).filter(Files::exists).toList();
    }
  }

  /** Undoing all differences one after the other leads back to the old spec. */
  @ParameterizedTest
  @MethodSource("examples")
  void undoingEveryChangeLeadsBack(Path example) throws IOException {
    List<YamlNode> before = read(Files.readString(example));
    List<YamlNode> after = read(BASE.replace("retail", "other"));
    List<YamlNode> edited = read(edited(Files.readString(example)));
    assertThat(SpecChange.between(before, before)).isEmpty();
    assertThat(SpecChange.between(before, after)).isNotEmpty();
    List<YamlNode> undone = edited;
    List<SpecChange> changes = SpecChange.between(before, edited);
    assertThat(changes).isNotEmpty();
    for (int i = changes.size() - 1; i >= 0; i--) {
      undone = changes.get(i).undoneIn(undone);
    }
    assertThat(SpecChange.between(before, undone)).isEmpty();
  }

  /** Other names, a list that is longer, and a field less. */
  private static String edited(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (!line.contains("trustDomain")) {
        lines.add(
            line.replaceAll("^(\\s+network: )(.*)$", "$1x-$2")
                .replaceAll("^(\\s+version: )1\\.30\\.5$", "$11.30.4"));
      }
      if (line.strip().startsWith("- 10.")) {
        lines.add(line.replace("- 10.", "- 11."));
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
