package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.VaultAdmin;
import dev.meshgen.cli.Workspace;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed for keys of a transit engine, with and without asking it, opens in Vault. */
@Tag("conformance")
@Tag("vault")
class TransitTest {
  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        istio: {version: "1.31.1"}
        secrets:
          sops:
            hcVault: ["VAULT/v1/team/transit/keys/clusters"]
            root: {hcVault: ["VAULT/v1/team/transit/keys/root"]}
            transitKeys:
            - {key: "VAULT/v1/team/transit/keys/clusters", file: keys/clusters.json}
            - {key: "VAULT/v1/team/transit/keys/root", file: keys/root.json}
        delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: east}
      spec: {platform: eks, network: a, kubernetes: {apiServer: "https://east.example:6443"}}
      """;
  private static final String CACERTS = "rendered/clusters/east/trust/cacerts.sops.yaml";
  private static final String ROOT = "rendered/trust/root-ca.sops.yaml";

  @TempDir private static Path home;
  private static DevVault server;
  private static String token;

  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeAll
  static void start() {
    server = DevVault.start(home);
    VaultAdmin admin = server.admin();
    admin.must("sys/mounts/team/transit", Map.of("type", "transit"));
    admin.must("team/transit/keys/clusters", Map.of("type", "rsa-2048"));
    admin.must("team/transit/keys/root", Map.of("type", "rsa-4096"));
    admin.must("team/transit/keys/audit", Map.of("type", "aes256-gcm96"));
    admin.policy("opens", "path \"team/transit/*\" { capabilities = [\"update\"] }");
    token = admin.token("opens");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void write() {
    workspace = new Workspace(folder);
    workspace.write("mesh.yaml", SPEC.replace("VAULT", server.admin().address()));
    write("clusters");
    write("root");
    workspace.with("PATH", "/nowhere").holdingNothing();
  }

  private void write(String key) {
    workspace.write(
        "keys/" + key + ".json", server.admin().read("team/transit/keys/" + key).body());
  }

  private Workspace.Run meshgen(String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private Tool.Run sops(String... arguments) {
    Map<String, String> environment = new HashMap<>();
    environment.put("VAULT_TOKEN", token);
    environment.put("HOME", folder.toString());
    return Tool.SOPS.in(folder, environment, arguments);
  }

  private void logIn() {
    workspace.with("PATH", String.join(File.pathSeparator, Tool.folders()));
    workspace.with("VAULT_TOKEN", token);
  }

  @Test
  void sealsWithoutSopsAndWithoutALogin() {
    meshgen("render");
    meshgen("verify");
    for (String file : new String[] {CACERTS, ROOT}) {
      assertThat(sops("decrypt", file).succeeded()).contains("PRIVATE KEY");
    }
    logIn();
    meshgen("verify", "--deep");
  }

  /** Vault decrypts with older versions of a key, and the file has the version it was read at. */
  @Test
  void outlivesARotationOfTheKey() {
    server.admin().must("team/transit/keys/clusters/rotate", Map.of());
    meshgen("render");
    sops("decrypt", CACERTS).succeeded();
    write("clusters");
    server.admin().must("team/transit/keys/clusters/rotate", Map.of());
    workspace.append(
        "mesh.yaml",
        """
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: west}
        spec: {platform: eks, network: b, kubernetes: {apiServer: "https://west.example:6443"}}
        """);
    logIn();
    meshgen("render");
    String west = CACERTS.replace("east", "west");
    assertThat(workspace.read(west)).containsPattern("enc: vault:v[2-9]:");
    sops("decrypt", west).succeeded();
  }

  /** A key that only Vault encrypts with is asked for beside one that is at hand. */
  @Test
  void mixesWithKeysThatVaultIsAskedFor() {
    String audit = server.admin().address() + "/v1/team/transit/keys/audit";
    workspace.replace(
        "mesh.yaml", "sops:\n      hcVault: [", "sops:\n      hcVault: [\"" + audit + "\", ");
    logIn();
    meshgen("render");
    sops("decrypt", CACERTS).succeeded();
    sops("decrypt", ROOT).succeeded();
    assertThat(workspace.read(CACERTS)).contains("key_name: audit", "key_name: clusters");
    String config = folder.resolve("rendered/.sops.yaml").toString();
    Tool.Run same = sops("--config", config, "updatekeys", "--yes", CACERTS);
    assertThat(same.succeeded() + same.err()).contains("already up to date");
  }
}
