package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who writes a setting of secrets that nothing reads is told so, and only they. */
class SettingsWithoutEffectTest {
  private static final String AGE =
      "[age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]";
  private static final String OTHER =
      "[age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]";
  private static final String THIRD =
      "[age1p8a424x9rsc9wkp996keqrny5gzf0r2er6u6k2xdt0r07ugatyjs0rjkxf]";
  private static final String VAULT = "{vault: {address: \"https://vault.example:8200\"}}";
  private static final String KEY = "https://vault.example:8200/v1/transit/keys/mesh";

  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void setUp() {
    workspace = new Workspace(folder);
  }

  private String said(String authority, String secrets, String discovery) {
    workspace.write(
        "mesh.yaml",
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          istio: {version: "1.31.1"}
          delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
          trust: {authority: %s}
          secrets: %s
          discovery: %s
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: east, labels: {zone: a}}
        spec: {platform: eks, network: one, kubernetes: {apiServer: "https://one.example:6443"}}
        """
            .formatted(authority, secrets, discovery));
    Run run = workspace.run("validate");
    assertThat(run.err()).doesNotContain("error[");
    return run.err();
  }

  private static String sops(String more) {
    return "{sops: {age: " + AGE + more + "}}";
  }

  @Test
  void theRootOfAnAuthorityThatKeepsItElsewhere() {
    String root = sops(", root: {age: " + OTHER + "}");

    for (String authority :
        new String[] {
          VAULT, "{csr: {}}", "{external: {}}", "{certManager: {issuer: {name: root}}}"
        }) {
      assertThat(said(authority, root, "{}"))
          .contains(
              "warning[MG1613]: nothing is sealed for these recipients: the tree holds no root key"
                  + " with `trust.authority: {"
                  + authority.substring(1, authority.indexOf(':')));
    }
    assertThat(said("{files: {}}", root, "{}")).doesNotContain("MG1613");
    assertThat(said("{generated: {}}", root, "{}")).doesNotContain("MG1613");
  }

  @Test
  void theKeyOfARootThatMeshgenDoesNotMake() {
    for (String authority : new String[] {VAULT, "{csr: {}}", "{files: {}}"}) {
      assertThat(said(authority + ", root: {validity: 7300d}", sops(""), "{}"))
          .contains("warning[MG0606]: trust.root.validity has no effect");
    }
  }

  @Test
  void aThresholdWithoutGroups() {
    String words = "shamirThreshold has no effect: without keyGroups any one recipient opens";

    assertThat(
            said("{generated: {}}", sops(", shamirThreshold: 2, root: {age: " + OTHER + "}"), "{}"))
        .containsOnlyOnce(words);
    assertThat(
            said("{generated: {}}", sops(", root: {age: " + OTHER + ", shamirThreshold: 2}"), "{}"))
        .containsOnlyOnce(words);
    assertThat(
            said(
                "{generated: {}}",
                "{sops: {shamirThreshold: 2, keyGroups: [{age: "
                    + AGE
                    + "}, {age: "
                    + THIRD
                    + "}], root: {age: "
                    + OTHER
                    + "}}}",
                "{}"))
        .doesNotContain("shamirThreshold");
  }

  @Test
  void recipientsOfCredentialsThatTheTreeDoesNotHold() {
    String own = sops(", discovery: {age: " + OTHER + "}");
    String group = "groups: [{name: a, match: {zone: a}, age: " + OTHER + "}]";

    assertThat(said("{csr: {}}", own, "{mode: none}"))
        .contains("MG1613", "with `discovery.mode: none` the tree holds no credentials");
    assertThat(said("{csr: {}}", own, "{credential: {mode: mounted, mounted: {path: /etc/peers}}}"))
        .contains("MG1613", "no cluster has `discovery.credential.mode: sealed`");
    assertThat(said("{csr: {}}", own, "{}")).doesNotContain("MG1613");
    assertThat(said("{csr: {}}", sops(""), "{mode: none}")).doesNotContain("MG1613");
    assertThat(said("{csr: {}}", own, "{mode: groups, " + group + "}"))
        .containsOnlyOnce("MG1613]")
        .contains("each discovery group has its own recipients");
    assertThat(
            said(
                "{csr: {}}",
                sops(""),
                "{mode: groups, "
                    + group
                    + ", credential: {mode: mounted, mounted: {path: /etc/peers}}}"))
        .containsOnlyOnce("MG1613]");
  }

  @Test
  void settingsOfKeysThatNoListNames() {
    assertThat(said("{csr: {}}", sops(", transitAccess: {}"), "{}"))
        .contains("MG1613", "transitAccess has no effect");
    assertThat(said("{csr: {}}", sops(", pgpKeys: [keys.asc]"), "{}"))
        .contains("MG1613", "pgpKeys has no effect");
    assertThat(said("{csr: {}}", sops(", hcVault: [\"" + KEY + "\"], transitAccess: {}"), "{}"))
        .doesNotContain("MG1613");
  }

  @Test
  void aWayThatNothingTravels() {
    String vault =
        "{vault: {address: \"https://vault.example:8200\", externalSecrets: {secretStoreRef: {name:"
            + " m}}}}";

    assertThat(said("{external: {}}", vault, "{mode: none}"))
        .contains("MG1613", "secrets.vault has no effect");
    assertThat(said("{external: {}}", vault, "{}")).doesNotContain("MG1613");
    assertThat(said("{csr: {}}", vault, "{mode: none}")).doesNotContain("MG1613");
  }

  @Test
  void aWayThatNoCredentialTakes() {
    String store = "externalSecrets: {secretStoreRef: {name: m}}";

    assertThat(said("{csr: {}}", sops(""), "{credential: {" + store + "}}"))
        .contains("MG1613", "discovery.credential.externalSecrets has no effect");
    assertThat(said("{csr: {}}", sops(""), "{credential: {mode: externalSecrets, " + store + "}}"))
        .doesNotContain("MG1613");
  }

  @Test
  void theLayoutOfASecretThatIstiodDoesNotRead() {
    assertThat(
            said(
                "{external: {layout: tls, caAddress: \"csr.istio-system.svc:443\"}}",
                sops(""),
                "{}"))
        .contains("MG0606", "trust.authority.external.layout has no effect beside caAddress");
    assertThat(said("{external: {layout: tls}}", sops(""), "{}")).doesNotContain("MG0606");
  }
}
