package dev.meshgen.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
  @ParameterizedTest
  @CsvSource({
    "clusters/east/meshgen.lock, east",
    "clusters/east/values/istiod.yaml, east",
    "engine/clusters/east/istiod.yaml,",
    "clusters/east,",
    "trust/root-cert.pem,",
    "README.md,",
  })
  void knowsTheClusterOfAFile(String path, String cluster) {
    assertThat(Layout.clusterOf(path)).isEqualTo(Optional.ofNullable(cluster));
  }

  @ParameterizedTest
  @CsvSource({
    "clusters/east/meshgen.lock, LOCK",
    "trust/meshgen.lock, LOCK",
    "trust/root-cert.pem, LOCK",
    "trust/root-ca.sops.yaml, SEALED",
    "discovery/east.sops.yaml, SEALED",
    ".sops.yaml, PLAIN",
    "meshgen.lock, PLAIN",
    "clusters/east/values/istiod.yaml, PLAIN",
  })
  void knowsWhatIsRandomAndWhatRecordsIt(String path, Role role) {
    assertThat(Layout.role(path)).isEqualTo(role);
  }

  @Test
  void onlyTheFileOfItsFolderIsTheLockOfACluster() {
    assertThat(Layout.lockOf(Layout.cluster("east").lock())).contains("east");
    assertThat(Layout.lockOf(Layout.ROOT_LOCK)).isEmpty();
    assertThat(Layout.lockOf("clusters/east/values/meshgen.lock")).isEmpty();
  }

  @Test
  void readsTheGroupsBackThatAFolderIsNamedAfter() {
    String folder =
        Layout.discovery(new TreeSet<>(List.of("pci", "eu")), () -> "not asked for".repeat(2));
    String path = Layout.sealed(folder, "east");

    assertThat(path).isEqualTo("discovery/eu_pci/east.sops.yaml");
    assertThat(Layout.credentialOf(path)).contains("east");
    assertThat(Layout.groupsOf(path)).containsExactly("eu", "pci");
    assertThat(Layout.groupsOf("discovery/east.sops.yaml")).isEmpty();
    assertThat(Layout.credentialOf("discovery/eu_pci/kustomization.yaml")).isEmpty();
    assertThat(Layout.credentialOf("clusters/east/trust/cacerts.sops.yaml")).isEmpty();
  }

  @Test
  void shortensTheNameOfManyGroups() {
    TreeSet<String> groups = new TreeSet<>();
    for (int i = 10; i < 60; i++) {
      groups.add("group-" + i);
    }

    assertThat(Layout.discovery(groups, () -> "0123456789abcdef-and-more"))
        .isEqualTo("discovery/group-10_0123456789abcdef_");
  }

  @Test
  void clustersAreNotMistakenForOneAnotherInPatterns() {
    String pattern = PathPattern.sealedOf(List.of("east", "west"));

    assertThat(Layout.cluster("west").sealed("trust", "cacerts")).matches(pattern);
    assertThat(Layout.cluster("northwest").sealed("trust", "cacerts")).doesNotMatch(pattern);
    assertThat(Layout.sealed("discovery", "west"))
        .matches(PathPattern.sealedIn("discovery"))
        .doesNotMatch(PathPattern.sealedOfClusters());
    for (String one :
        List.of(
            PathPattern.sealedOf(List.of("east", "west"), "trust", "cacerts"),
            PathPattern.sealedOfClusters("trust", "cacerts"))) {
      assertThat(Layout.cluster("west").sealed("trust", "cacerts")).matches(one);
      assertThat(Layout.cluster("west").sealed("trust", "other")).doesNotMatch(one);
      assertThat(Layout.cluster("west/x").sealed("trust", "cacerts")).doesNotMatch(one);
    }
    assertThat("trust/root-caXsops.yaml").doesNotMatch(PathPattern.of(Layout.ROOT_KEY));
  }
}
