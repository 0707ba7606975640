package dev.meshgen.spec;

import static dev.meshgen.spec.SpecFixture.cluster;
import static dev.meshgen.spec.SpecFixture.mesh;
import static dev.meshgen.spec.SpecFixture.problems;
import static dev.meshgen.spec.SpecFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write, and what they are told. */
class ReadSpecTest {
  private static final String EAST = cluster("east", "", "");

  @Test
  void readsTheSmallestSpec() {
    Spec spec = read(mesh(""), EAST);

    assertThat(spec.mesh().name()).isEqualTo("retail");
    assertThat(spec.mesh().trustDomain()).isEqualTo("cluster.local");
    assertThat(spec.mesh().istioNamespace()).isEqualTo("istio-system");
    assertThat(spec.mesh().clusters()).extracting(Cluster::name).containsExactly("east");
  }

  @Test
  void ordersClustersByNameWhateverTheirOrderInTheSpec() {
    assertThat(
            read(
                    cluster("b", "", ""),
                    cluster("a", "", ""),
                    "---\n",
                    mesh(""),
                    cluster("c", "", ""))
                .mesh()
                .clusters())
        .extracting(Cluster::name)
        .containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          netwrok: a            | unknown field "netwrok" in "spec"      | did you mean "network"?
          eastWest: {host: []}  | unknown field "host" in "eastWest"     | did you mean "hosts"?
          platform: eksx        | unknown value "eksx" for "platform"    | did you mean "eks"?
          platform: EKS         | unknown value "EKS" for "platform"     | did you mean "eks"?
          podCIDRs: 10.0.0.0/8  | "podCIDRs" is the string "10.0.0.0/8", not a list |
          network: [a]          | "network" is a list, not a string      |
          network: 7            | "network" is the number 7, not a string | quote it: "7"
          network: true         | "network" is the boolean true, not a string | quote it: "true"
          network: net one      | invalid value "net one" for "network" |
          eastWest: internal    | "eastWest" is the string "internal", not a mapping |
          istio: {dnsCapture: "true"} | "dnsCapture" is the string "true", not true or false | remove the quotes
          istio: {dnsCapture: "si"}   | "dnsCapture" is the string "si", not true or false | write true or false
          """)
  void saysWhatIsWrongWithAField(String spec, String message, String hint) {
    List<String> found =
        problems(mesh(""), EAST.replace("  platform: eks\n", ""), "  " + spec + "\n");

    assertThat(found).hasSize(1);
    assertThat(found.get(0)).contains(message);
    if (hint != null) {
      assertThat(found.get(0)).endsWith(hint);
    }
  }

  @Test
  void knowsTheTrapOfAVersionThatLooksLikeANumber() {
    assertThat(problems(mesh(""), cluster("east", "", "kubernetes: {version: 1.30}")))
        .singleElement()
        .asString()
        .contains(
            "WRONG_TYPE \"version\" is the number 1.3",
            "YAML reads an unquoted 1.30 as a number and drops the zero",
            "quote it: \"1.30\"");
    assertThat(problems(mesh("istio: {version: 1.31}"), EAST))
        .singleElement()
        .asString()
        .contains("is the number 1.31", "quote it: \"1.31\"");
  }

  @Test
  void takesNoLabelForGrantedThatIsNoString() {
    assertThat(problems(mesh(""), cluster("east", "ring: 1, exposed: true", "")))
        .hasSize(2)
        .allMatch(line -> line.contains("WRONG_TYPE"))
        .anyMatch(line -> line.endsWith("\"ring\" is the number 1, not a string | quote it: \"1\""))
        .anyMatch(line -> line.endsWith("not a string | quote it: \"true\""));
    assertThat(problems(mesh(""), cluster("east", "\"\": 5", "")))
        .singleElement()
        .asString()
        .contains("WRONG_TYPE", "is the number 5, not a string");
    assertThat(problems(mesh("clusterOverrides: [{match: {ring: 1}, set: {}}]"), EAST))
        .singleElement()
        .asString()
        .contains("WRONG_TYPE \"ring\" is the number 1, not a string");
  }

  @Test
  void namesEveryMissingField() {
    assertThat(
            problems(
                "apiVersion: meshgen.dev/v1alpha1\nkind: Mesh\nmetadata: {}\nspec: {secrets:"
                    + " {sops: {}}}\n",
                EAST))
        .anySatisfy(line -> assertThat(line).contains("missing required field \"metadata.name\""))
        .anySatisfy(line -> assertThat(line).contains("missing required field \"spec.delivery\""))
        .anySatisfy(
            line -> assertThat(line).contains("missing required field \"spec.secrets.sops.age\""))
        .anySatisfy(line -> assertThat(line).contains("missing required field \"spec.istio\""))
        .hasSize(4);
  }

  @Test
  void reportsEverythingInReadingOrder() {
    List<String> found =
        problems(
            mesh("trustDomian: x\nsecurity: {mtls: of}"),
            cluster("East", "", "network: 1\n"),
            cluster("west", "", "regoin: x\n"),
            cluster("west", "", ""));

    assertThat(found).hasSize(6);
    assertThat(found)
        .extracting(line -> line.replaceFirst("^\\d+:\\d+ (\\w+) .*", "$1"))
        .containsExactly(
            "UNKNOWN_FIELD",
            "UNKNOWN_VALUE",
            "BAD_FORMAT",
            "WRONG_TYPE",
            "UNKNOWN_FIELD",
            "DUPLICATE_CLUSTER");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apiVersion: meshgen.dev/v1alpha1, kind: Clutser | unknown kind "Clutser" | did you mean "Cluster"?
          apiVersion: meshgen.dev/v1, kind: Cluster | unknown apiVersion "meshgen.dev/v1" |
          apiVersion: v1, kind: Secret | unknown apiVersion "v1" |
          kind: Mesh | missing apiVersion |
          apiVersion: meshgen.dev/v1alpha1 | missing kind |
          apiVersion: meshgen.dev/v1alpha1, kind: {Mesh: x} | missing kind |
          """)
  void saysWhenADocumentIsNoneOfOurs(String document, String message, String hint) {
    List<String> found = problems(mesh(""), EAST, "---\n{" + document + "}\n");

    assertThat(found).singleElement().asString().contains("UNKNOWN_KIND " + message);
    if (hint != null) {
      assertThat(found.get(0)).endsWith(hint);
    }
  }

  @Test
  void saysWhenThereIsNoMeshNoClusterOrTooMany() {
    assertThat(problems(EAST)).singleElement().asString().contains("NO_MESH", "meshgen init DIR");
    assertThat(problems(mesh(""))).singleElement().asString().contains("NO_CLUSTER");
    assertThat(problems("")).anySatisfy(line -> assertThat(line).contains("NO_MESH"));
    assertThat(problems(mesh(""), "---\n", mesh(""), EAST))
        .singleElement()
        .asString()
        .contains("SEVERAL_MESHES");
    assertThat(problems(mesh(""), EAST, "---\n[]\n"))
        .singleElement()
        .asString()
        .contains("NOT_A_MAPPING");
  }

  @Test
  void wantsAnEngine() {
    assertThat(problems(mesh("").replaceAll("delivery: .*", "delivery: {}"), EAST))
        .singleElement()
        .asString()
        .contains("\"delivery\" must have an entry");
  }

  /** Whatever is wrong, it is told, and nothing falls over because of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "clusterOverrides: [null]",
        "clusterOverrides: [{}]",
        "clusterOverrides: {}",
        "clusterOverrides: [{match: {}, set: {}}]",
        "clusterOverrides: [{match: {a: 1}, set: {}}]",
        "clusterOverrides: [{match: null, set: {}}]",
        "clusterOverrides: [{match: {a: b}, set: {metadata: {name: x}}}]",
        "clusterDefaults: []",
        "clusterDefaults: {values: {istiod: null}}",
        "clusterDefaults: {values: {istiod: []}}",
        "clusterDefaults: {values: []}",
        "clusterDefaults: {secrets: {sops: {age: []}}}",
        "trust: {root: {key: ecdsa-p385}}",
        "trust: {root: {validity: 10y}}",
        "trust: {intermediate: {validity: 0d}}",
        "trust: []",
        "security: strict",
        "istio: {version: v1.30.5}",
        "istio: {namespace: Istio}",
        "istio: {charts: ftp://x}",
        "trustDomain: null",
        "trustDomain: UPPER.example",
        "clusterDomain: null",
      })
  void survivesEveryMistake(String more) {
    Report report = new Report();

    SpecFixture.read(report, mesh(more) + EAST);

    assertThat(report.hasErrors()).as(more).isTrue();
  }
}
