package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clusters read Vault through, where the tree brings it, and what waits for the Secret. */
class StoreConnectionTest {
  private static final String ADDRESS = "address: \"https://vault.example:8200\", mount: kv, ";
  private static final String FLUX = "{flux: {sourceRef: {name: platform}}}";

  @TempDir private Path folder;
  private int meshes;

  private StoreMesh mesh(String reader, String... delivery) {
    StoreMesh mesh = new StoreMesh(folder.resolve("mesh-" + meshes++));
    for (String each : delivery) {
      mesh.delivery(each);
    }
    return mesh.spec(ADDRESS + reader, 2);
  }

  @Test
  void bringsTheStoreOfExternalSecrets() {
    StoreMesh mesh =
        mesh(
            "externalSecrets: {secretStoreRef: {name: mesh-vault, kind: SecretStore}, connection:"
                + " {caSecret: vault-ca}}");

    mesh.done("render");

    SortedMap<String, String> tree = mesh.tree();
    assertThat(tree.get("clusters/c10/trust/kustomization.yaml")).contains("secret-store.yaml");
    assertThat(tree.get("clusters/c10/trust/secret-store.yaml"))
        .contains(
            "kind: ServiceAccount\nmetadata:\n  name: meshgen-vault-secrets\n  namespace: istio-system",
            "kind: SecretStore\nmetadata:\n  name: mesh-vault",
            "argocd.argoproj.io/sync-wave: \"-1\"",
            "server: https://vault.example:8200",
            "path: kv",
            "name: vault-ca",
            "mountPath: kubernetes/c10",
            "role: meshgen-retail-c10",
            "- vault");
    assertThat(mesh.run("trust", "policy", "--terraform").out())
        .contains(
            "\"c10\" = \"kubernetes/c10\"",
            "default     = { name = \"meshgen-vault-secrets\", namespace = \"istio-system\" }");
    assertThat(mesh.run("render", "--check").code()).isZero();
  }

  @Test
  void bringsTheLoginOfTheOperator() {
    StoreMesh mesh =
        mesh(
            "vaultSecretsOperator: {vaultAuthRef: mesh, connection: {server:"
                + " \"https://vault.internal\", mount: k8s}}");

    mesh.done("render");

    assertThat(mesh.tree().get("clusters/c11/trust/vault-auth.yaml"))
        .contains(
            "kind: VaultConnection\nmetadata:\n  name: mesh",
            "address: https://vault.internal",
            "skipTLSVerify: false",
            "kind: VaultAuth\nmetadata:\n  name: mesh",
            "mount: k8s/c11",
            "role: meshgen-retail-c11",
            "serviceAccount: meshgen-vault-secrets")
        .doesNotContain("caCertSecretRef");
  }

  /** Credentials are in Vault also where the keys of the clusters are not. */
  @Test
  void bringsTheStoreWhereCredentialsAloneAreInVault() {
    for (String authority : new String[] {"{external: {}}", "{certManager: {issuer: {name: m}}}"}) {
      StoreMesh mesh = new StoreMesh(folder.resolve("mesh-" + meshes++)).authority(authority);
      mesh.delivery(FLUX)
          .spec(
              ADDRESS
                  + "externalSecrets: {secretStoreRef: {name: mesh-vault, kind: SecretStore},"
                  + " connection: {}}",
              2);

      mesh.done("render");

      assertThat(mesh.tree().get("clusters/c10/trust/kustomization.yaml"))
          .as(authority)
          .contains("secret-store.yaml");
      // An unavailable Vault keeps no istiod from starting whose key is elsewhere.
      assertThat(mesh.tree().get("flux/c10/trust.yaml").contains("wait: true"))
          .isEqualTo(authority.contains("certManager"));
    }
  }

  /** Two layers with the same object take it from each other. */
  @Test
  void logsInWithAnotherAccountThanThatOfTokens() {
    StoreMesh mesh =
        mesh(
            "externalSecrets: {secretStoreRef: {name: mesh-vault, kind: SecretStore},"
                + " connection: {}}");
    mesh.workspace()
        .replace(
            "mesh.yaml",
            "  secrets:",
            "  discovery: {credential: {mode: vaultKubernetes, vaultKubernetes: {address:"
                + " \"https://vault.example\"}}}\n  secrets:");
    String spec = mesh.workspace().read("mesh.yaml");
    mesh.workspace().write("mesh.yaml", spec.replace(":6443\"", ":6443\", ca: public"));

    mesh.done("render");

    SortedMap<String, String> tree = mesh.tree();
    Matcher account =
        Pattern.compile("kind: ServiceAccount\nmetadata:\n  name: (\\S+)")
            .matcher(tree.get("clusters/c10/tokens/service-account.yaml"));
    assertThat(account.find()).isTrue();
    assertThat(tree.get("clusters/c10/trust/secret-store.yaml"))
        .doesNotContain("  name: " + account.group(1) + "\n");
  }

  /** A status that says so after the Secret was written; of the old spec it says nothing. */
  @Test
  void hasArgoCdWaitForTheSecretOfTheOperator() {
    StoreMesh mesh = mesh("vaultSecretsOperator: {vaultAuthRef: mesh}");

    mesh.done("render");

    String config = mesh.tree().get("argocd/prerequisites/argocd-cm.yaml");
    assertThat(config)
        .contains(
            "resource.customizations.health.secrets.hashicorp.com_VaultStaticSecret",
            "status.secretMAC",
            "status.lastGeneration ~= obj.metadata.generation");
    mesh.spec(ADDRESS + StoreMesh.ESO, 2);
    mesh.done("render");
    assertThat(mesh.tree().get("argocd/prerequisites/argocd-cm.yaml"))
        .doesNotContain("VaultStaticSecret");
  }

  @Test
  void hasFluxWaitForTheSecretWhicheverProgramMakesIt() {
    for (String reader : new String[] {StoreMesh.ESO, "vaultSecretsOperator: {}"}) {
      StoreMesh mesh = mesh(reader, FLUX);
      mesh.done("render");

      assertThat(mesh.tree().get("flux/c10/trust.yaml"))
          .contains("    - apiVersion: v1\n      kind: Secret\n      name: cacerts")
          .doesNotContain("wait: true", "kind: ExternalSecret", "kind: VaultStaticSecret");
      assertThat(mesh.tree().get("flux/c10/discovery.yaml")).doesNotContain("kind: Secret");
    }
  }

  @Test
  void refusesWhatItCannotBring() {
    assertThat(refusal("externalSecrets: {secretStoreRef: {name: v}, connection: {}}"))
        .contains("MG1742", "kind: SecretStore");
    assertThat(refusal("vaultSecretsOperator: {connection: {}}"))
        .contains("MG1742", "vaultAuthRef");
    assertThat(refusal("vaultSecretsOperator: {vaultAuthRef: vault/mesh, connection: {}}"))
        .contains("MG1742");
    StoreMesh nowhere =
        new StoreMesh(folder.resolve("nowhere"))
            .spec("vaultSecretsOperator: {vaultAuthRef: m, connection: {}}", 1);
    assertThat(nowhere.run("validate").err()).contains("MG1742", "server: https://");
  }

  @Test
  void saysThatNothingIsSealedForAClustersOwnRecipients() {
    StoreMesh mesh = mesh(StoreMesh.ESO);
    String own = mesh.workspace().identity("keys/c11.agekey");
    mesh.workspace()
        .replace(
            "mesh.yaml",
            "metadata: {name: c11}\nspec:\n",
            "metadata: {name: c11}\nspec:\n  secrets: {sops: {age: [" + own + "]}}\n");

    assertThat(mesh.run("validate").err())
        .contains(
            "MG1613", "nothing is sealed for these recipients, as the mesh has secrets.vault");
  }

  private String refusal(String reader) {
    return mesh(reader).run("validate").err();
  }
}
