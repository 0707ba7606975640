package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.seal.sops.age.AgeIdentity;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each part of the tree has its own threshold, and each mistake is said once. */
class ThresholdsTest {
  private static final String NO_EFFECT = "MG1613]: shamirThreshold has no effect";

  @TempDir private Path folder;
  private final String a = recipient();
  private final String b = recipient();
  private final String c = recipient();
  private final String root = "root: {age: " + recipient() + "}";
  private final String groups = "keyGroups: [{age: " + a + "}, {age: " + b + "}]";
  private Workspace workspace;

  @BeforeEach
  void setUp() {
    workspace = new Workspace(folder);
  }

  private static String recipient() {
    try (AgeIdentity identity = AgeIdentity.generate(new SecureRandom())) {
      return "[" + identity.recipient() + "]";
    }
  }

  /** What is said of a mesh of two clusters, whose parts of the spec are on lines of their own. */
  private String said(String sops, String discovery, String east, String west) {
    workspace.write(
        "mesh.yaml",
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          istio: {version: "1.31.1"}
          delivery: {flux: {sourceRef: {kind: GitRepository, name: platform}}}
          trust: {authority: {generated: {}}}
          secrets:
            sops: {%s}
          discovery: {%s}
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: east, labels: {zone: a}}
        spec:
          platform: eks
          network: one
          kubernetes: {apiServer: "https://one.example:6443"}
          secrets: {sops: {%s}}
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: west, labels: {zone: a}}
        spec:
          platform: eks
          network: two
          kubernetes: {apiServer: "https://two.example:6443"}
          secrets: {sops: {%s}}
        """
            .formatted(sops, discovery, east, west));
    return workspace.run("validate").err();
  }

  @Test
  void groupsOfOnePartAreNoneOfAnother() {
    String grouped = "root: {" + groups.replace(b, c) + "}";
    String clusters = "age: " + b;

    assertThat(said(clusters + ", shamirThreshold: 2, " + grouped, "", "", ""))
        .containsOnlyOnce(NO_EFFECT)
        .contains("mesh.yaml:9:");
    assertThat(
            said(groups + ", discovery: {age: " + c + ", shamirThreshold: 2}, " + root, "", "", ""))
        .containsOnlyOnce(NO_EFFECT);
    assertThat(said(groups + ", " + root.replace("}", ", shamirThreshold: 2}"), "", "", ""))
        .containsOnlyOnce(NO_EFFECT);
  }

  @Test
  void thoseOfDiscoveryGroupsCount() {
    String group = "mode: groups, groups: [{name: a, match: {zone: a}, %s, shamirThreshold: 3}]";

    assertThat(said("age: " + a + ", " + root, group.formatted("age: " + c), "", ""))
        .containsOnlyOnce(NO_EFFECT)
        .contains("mesh.yaml:10:");
    assertThat(said("age: " + c + ", " + root, group.formatted(groups), "", ""))
        .doesNotContain(NO_EFFECT)
        .containsOnlyOnce("MG1136]")
        .contains("mesh.yaml:10:");
  }

  @Test
  void ofAClusterItsOwn() {
    String mesh = groups + ", shamirThreshold: 2, " + root;

    assertThat(said(mesh, "", "keyGroups: null, age: " + c, "")).doesNotContain("MG1613");
    assertThat(said("age: " + a + ", " + root, "", "shamirThreshold: 2", "shamirThreshold: 2"))
        .contains("mesh.yaml:19:", "mesh.yaml:28:", "2 warnings");
    assertThat(said("age: " + c + ", shamirThreshold: 2, " + root, "", "age: null, " + groups, ""))
        .doesNotContain("MG1613");
  }

  @Test
  void isTooHighWhereItIsWritten() {
    String mesh = groups + ", shamirThreshold: 2, " + root;

    assertThat(said(mesh, "", "shamirThreshold: 3", "shamirThreshold: 3"))
        .contains("mesh.yaml:19:", "mesh.yaml:28:", "2 errors")
        .contains("error[MG1136]: opening a file requires 3 groups, but there are 2")
        .contains("expected: a `shamirThreshold` of 2\n");
    assertThat(said(groups + ", shamirThreshold: 3, " + root, "", "", ""))
        .containsOnlyOnce("MG1136]")
        .contains("mesh.yaml:9:");
  }

  @Test
  void isTooHighForGroupsThatAreFewerThanThoseOfTheMesh() {
    String three = groups.replace("]}]", "]}, {age: " + c + "}]");

    assertThat(said(three + ", shamirThreshold: 3, " + root, "", groups, ""))
        .containsOnlyOnce("MG1136]")
        .contains("mesh.yaml:19:", "see mesh.yaml:9:", "the threshold");
  }

  @Test
  void guardsNothingIfOneIsInTwoGroups() {
    String twice = groups.replace(b, a);
    String recipient = a.substring(1, a.length() - 1);

    assertThat(said(twice + ", " + root, "", "", ""))
        .containsOnlyOnce("MG0703]")
        .contains(
            "duplicate recipient \""
                + recipient
                + "\": it is in the groups 1 and 2, so it opens the file alone");
    assertThat(said(twice.replace("]}]", "]}, {age: " + c + "}]") + ", " + root, "", "", ""))
        .contains("it is in the groups 1 and 2, so it counts twice among the 3 required");
    assertThat(said(twice.replace("]}]", "]}, {age: " + a + "}]") + ", " + root, "", "", ""))
        .containsOnlyOnce("MG0703]")
        .contains("it is in the groups 1, 2 and 3, so it opens the file alone");
  }

  @Test
  void groupsBesideAnInheritedListSayWhereTheyAre() {
    assertThat(said("age: " + c + ", " + root, "", groups, groups))
        .contains("mesh.yaml:19:", "mesh.yaml:28:", "2 errors", "such as `age: null`");
    assertThat(said(groups + ", " + root, "", "age: " + c, ""))
        .contains("mesh.yaml:19:", "1 error\n", "write `keyGroups: null` beside this list");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shamirThreshold: 1 | \"shamirThreshold\" must be at least 2",
        "shamirThreshold: 21 | \"shamirThreshold\" must be at most 20",
        "keyGroups: [{age: [age1x]}] | \"keyGroups\" must have at least 2 entries"
      })
  void outsideTheBoundsOfSops(String row) {
    String[] parts = row.split(" \\| ");

    assertThat(said("age: " + a + ", " + root, "", parts[0], "")).contains(parts[1]);
  }
}
