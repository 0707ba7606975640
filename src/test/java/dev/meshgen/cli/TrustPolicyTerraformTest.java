package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Vault needs, as a file for Terraform. */
class TrustPolicyTerraformTest {
  private static final String KEYS = "https://vault.example:8200/v1/transit/keys/";
  private static final Pattern RESOURCE =
      Pattern.compile("(?m)^resource (\"\\w+\" \"[^\"]+\") \\{$");

  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void setUp() {
    workspace = new Workspace(folder);
  }

  private void spec(String mesh, String cluster, String more) {
    workspace.write(
        "mesh.yaml",
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          istio: {version: "1.31.1"}
          delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
        %s---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: %s}
        spec: {platform: eks, network: one, kubernetes: {apiServer: "https://one.example:6443"}}
        """
            .formatted(mesh, more.indent(2), cluster));
  }

  private String policy(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "trust";
    all[1] = "policy";
    System.arraycopy(options, 0, all, 2, options.length);
    Run run = workspace.run(all);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private static List<String> resources(String terraform) {
    Matcher matcher = RESOURCE.matcher(terraform);
    return matcher.results().map(MatchResult::group).toList();
  }

  private static final String TRANSIT =
      """
      secrets:
        sops:
          hcVault: ["%1$sclusters"]
          root: {hcVault: ["%1$sroot"]}
          transitAccess: {login: {jwt: {role: meshgen}}}
      """
          .formatted(KEYS);

  @Test
  void hasTransitEnginesTheirKeysAndThePolicy() {
    spec("retail", "east", TRANSIT);

    String terraform = policy("--terraform");

    assertThat(terraform)
        .contains(
            """
            # If the engine exists: terraform import vault_mount.meshgen_transit transit
            resource "vault_mount" "meshgen_transit" {
              path = "transit"
              type = "transit"

              lifecycle {
                prevent_destroy = true
              }
            }
            """,
            """
            resource "vault_transit_secret_backend_key" "meshgen_transit_clusters" {
              backend = vault_mount.meshgen_transit.path
              name    = "clusters"
              type    = "aes256-gcm96"
            """,
            "name    = \"root\"",
            "  name   = \"meshgen-retail_seal\"");
    assertThat(terraform).contains(policy().indent(4).stripTrailing().replaceAll("(?m)^ +$", ""));
  }

  /** Whoever lets sops ask has to be allowed the same. */
  @Test
  void hasThemWhereSopsAsks() {
    spec("retail", "east", TRANSIT.replaceAll(" *transitAccess.*\n", ""));

    assertThat(policy())
        .startsWith("# Permissions of your token")
        .contains("path \"transit/encrypt/clusters\"", "path \"transit/decrypt/root\"")
        .doesNotContain("revoke-self");
    assertThat(policy("--terraform")).contains("\"meshgen_transit_root\"");
  }

  /** Its public half comes from Vault. */
  @Test
  void makesNoKeyWhosePublicHalfIsThere() {
    spec(
        "retail",
        "east",
        TRANSIT + "    transitKeys: [{key: \"" + KEYS + "clusters\", file: clusters.json}]\n");

    assertThat(policy("--terraform"))
        .contains("meshgen_transit_root", "transit/decrypt/clusters")
        .doesNotContain("meshgen_transit_clusters", "transit/encrypt/clusters");
  }

  @Test
  void tellsKeysOfSeveralServersApart() {
    spec(
        "retail",
        "east",
        TRANSIT.replace(
            "hcVault: [\"" + KEYS + "clusters\"]",
            "hcVault: [\"" + KEYS + "a.b\", \"" + KEYS.replace("vault.", "other.") + "a_b\"]"));

    String terraform = policy("--terraform");

    assertThat(resources(terraform)).doesNotHaveDuplicates().hasSize(6);
    assertThat(terraform)
        .contains("# They are on several servers", "# On https://other.example:8200.\n");
  }

  @Test
  void hasEachPolicyOfTheOtherForm() {
    spec(
        "retail",
        "east",
        "trust: {authority: {vault: {address: \"https://vault.example:8200\"}}}\n"
            + "secrets: {vault: {address: \"https://vault.example:8200\", mount: kv,"
            + " externalSecrets: {secretStoreRef: {name: m}}}, sops: {root: {hcVault: [\""
            + KEYS
            + "a${b}\"]}}}\n");

    String terraform = policy("--terraform");

    assertThat(resources(terraform))
        .doesNotHaveDuplicates()
        .contains(
            "resource \"vault_policy\" \"meshgen_sign\" {",
            "resource \"vault_policy\" \"meshgen_publish\" {",
            "resource \"vault_policy\" \"meshgen_east\" {");
    for (String line : policy().split("\n")) {
      assertThat(terraform).contains(line.replace("${", "$${"));
    }
  }

  private static final String STORE =
      "secrets: {vault: {address: \"https://vault.example:8200\", mount: kv,"
          + " externalSecrets: {secretStoreRef: {name: m}}}, sops: {root: {hcVault: [\""
          + KEYS
          + "root\"]}}}\n";

  private String names(String mesh, String cluster) {
    spec(mesh, cluster, STORE);
    String terraform = policy("--terraform");
    assertThat(resources(terraform)).doesNotHaveDuplicates();
    assertThat(terraform)
        .contains("role_name                        = \"meshgen-" + mesh + "-" + cluster + "\"");
    Matcher matcher = Pattern.compile("(?m)^  name   = \"(.*)\"$").matcher(terraform);
    return String.join(" ", matcher.results().map(found -> found.group(1)).sorted().toList());
  }

  /** Several meshes may share a Vault. */
  @Test
  void namesNoPolicyAsThatOfAnotherMeshOrCluster() {
    assertThat(names("a", "b-c")).isEqualTo("meshgen-a-b-c meshgen-a-publish meshgen-a_seal");
    assertThat(names("a-b", "c"))
        .isEqualTo("meshgen-a-b_c_secrets meshgen-a-b_publish meshgen-a-b_seal");
    assertThat(names("a", "publish"))
        .isEqualTo("meshgen-a-publish meshgen-a_publish_secrets meshgen-a_seal");
    assertThat(names("a", "seal")).isEqualTo("meshgen-a-publish meshgen-a-seal meshgen-a_seal");
    assertThat(names("a", "b-tokens")).contains("meshgen-a_b-tokens_secrets");
  }

  @Test
  void needsSomethingOfVault() {
    spec(
        "retail",
        "east",
        """
        trust: {authority: {external: {}}}
        secrets: {sops: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}}
        """);

    Run run = workspace.run("trust", "policy", "--terraform");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--terraform requires", "hcVault");
  }
}
