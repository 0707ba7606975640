package dev.meshgen.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which minors a mesh may mix: of its primaries, of their remotes, and of a canary. */
final class VersionSkewTest {
  private static final Set<Code> SKEW =
      EnumSet.of(Code.PRIMARIES_TOO_FAR_APART, Code.REMOTE_VERSION, Code.CANARY_VERSION);

  private static String codes(String... documents) {
    String spec = String.join("---\n", documents);
    List<Diagnostic> found =
        ReadMesh.of("mesh.yaml", spec.getBytes(StandardCharsets.UTF_8), ReadMesh.TODAY)
            .diagnostics();
    Set<String> codes = new TreeSet<>();
    found.stream()
        .filter(each -> SKEW.contains(each.code()))
        .forEach(each -> codes.add(each.code().id()));
    return String.join(" ", codes);
  }

  private static String mesh(String istio) {
    return """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          istio: {%s}
          secrets:
            sops:
              age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
              root: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}
          delivery: {flux: {sourceRef: {name: platform}}}
        """
        .formatted(istio);
  }

  private static String cluster(String name, String spec) {
    return "apiVersion: meshgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: %s}\nspec: {%s}\n"
        .formatted(name, spec);
  }

  @ParameterizedTest
  @CsvSource({
    "1.30.5, 1.30.5, 1.30.5, ''",
    "1.30.5, 1.31.1, 1.30.5, ''",
    "1.31.1, 1.30.5, 1.31.1, ''",
    "1.31.1, 1.30.5, 1.30.5, ''",
    "1.31.1, 1.31.1, 1.30.5, ''",
    "1.30.3, 1.30.5, 1.30.5, ''",
    "1.30.5, 1.31.1, 1.31.1, MG0410",
    "1.30.5, 1.30.5, 1.31.1, MG0410",
    "1.29.9, 1.31.1, 1.29.9, MG0407",
    "1.30.5, 1.31.1, 1.29.9, MG0407",
    "1.31.1, 1.31.1, 1.29.9, MG0407 MG0410",
    "1.28.10, 1.31.1, 1.31.1, MG0407 MG0410",
  })
  void primariesAreOneMinorApartAtMostAndRemotesNoFurtherBehindTheirs(
      String east, String west, String edge, String expected) {
    assertThat(
            codes(
                mesh("version: 1.31.1"),
                cluster("east", "istio: {version: " + east + "}, eastWest: {address: 10.0.0.9}"),
                cluster("west", "istio: {version: " + west + "}"),
                cluster(
                    "edge",
                    "istio: {version: "
                        + edge
                        + "}, controlPlane: {role: remote, primaries: [east]}")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1.30.5, 1.30.5, ''",
    "1.30.3, 1.30.5, ''",
    "1.30.5, 1.31.1, ''",
    "1.30.5, 1.30.4, MG0532",
    "1.30.5, 1.29.9, MG0532",
    "1.29.9, 1.31.1, MG0407 MG0532",
  })
  void aCanaryIsOfTheSameMinorOrTheNext(String first, String canary, String expected) {
    String istio =
        "version: %s, revision: old, canary: {version: %s, revision: new}".formatted(first, canary);
    assertThat(codes(mesh(istio), cluster("east", ""), cluster("west", ""))).isEqualTo(expected);
  }
}
