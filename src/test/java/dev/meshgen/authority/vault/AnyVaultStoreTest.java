package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.cli.Workspace;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.Revocations;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.vault.StoredFile;
import dev.meshgen.testing.AccountToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Keys in a KV engine, with any server that speaks Vault's protocol. */
@Execution(ExecutionMode.SAME_THREAD)
public abstract class AnyVaultStoreTest {
  private static int mounts;

  @TempDir private Path folder;
  private final List<String> secrets = new ArrayList<>();
  private String mount;
  private StoreMesh mesh;

  /** A server that other tests use, too. */
  protected abstract VaultAdmin vault();

  private StoreMesh mesh() {
    return mesh("{generated: {}}", StoreMesh.ESO, 2);
  }

  private StoreMesh mesh(String authority, String reader, int clusters) {
    mount = "kv" + mounts++;
    vault().kvMount(mount, 2);
    mesh = new StoreMesh(folder).authority(authority);
    return respecified(reader, clusters);
  }

  private StoreMesh respecified(String reader, int clusters) {
    mesh.spec(settings() + ", " + reader, clusters);
    vault().policy("publisher-" + mount, mesh.policy());
    return mesh.with("VAULT_TOKEN", remembered(vault().token("publisher-" + mount)));
  }

  private String settings() {
    return "address: \"" + vault().address() + "\", mount: " + mount;
  }

  private String remembered(String secret) {
    secrets.add(secret);
    return secret;
  }

  private SortedMap<String, Map<?, ?>> kept() {
    return StoreMesh.kept(vault(), mount, "meshgen");
  }

  @AfterEach
  void printsNoSecret() {
    for (Map<?, ?> kept : kept().values()) {
      ((Map<?, ?>) kept.get("data")).values().forEach(each -> secrets.add(String.valueOf(each)));
    }
    assertThat(secrets)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(mesh.printed()).doesNotContain(each))
        .allSatisfy(
            each -> assertThat(mesh.tree().values()).noneMatch(text -> text.contains(each)));
    assertThat(mesh.printed()).doesNotContain("PRIVATE KEY");
    assertThat(mesh.tree().values()).noneMatch(text -> text.contains("PRIVATE KEY"));
  }

  /** That each cluster has one key, which belongs to the certificate in the tree. */
  private void eachHasItsKey(int clusters) throws SealException, PkiException {
    SortedMap<String, Map<?, ?>> kept = kept();
    assertThat(kept).hasSize(clusters);
    for (int i = 0; i < clusters; i++) {
      hasItsKey("c" + (i + 10), kept);
    }
  }

  private void hasItsKey(String cluster, SortedMap<String, Map<?, ?>> kept)
      throws SealException, PkiException {
    Map<?, ?> found = kept.get(mesh.path(cluster));
    assertThat(found).as(cluster).isNotNull();
    String pem = String.valueOf(((Map<?, ?>) found.get("data")).get("value"));
    String certificate =
        StoredFile.readable(mesh.cacerts(cluster).getBytes(StandardCharsets.UTF_8))
            .get("ca-cert.pem");
    assertThat(RequestedIntermediate.publicKeySha256(SecretBytes.ofUtf8(pem)))
        .isEqualTo(CertificateFacts.of(certificate).publicKeySha256());
    assertThat(((Map<?, ?>) found.get("metadata")).get("version").toString()).isEqualTo("1");
  }

  @Test
  void publishesAKeyForEachCluster() throws SealException, PkiException {
    StoreMesh own = mesh();

    assertThat(own.done("render"))
        .contains("MG1603", "no key has been published yet for \"c10\", \"c11\"");
    assertThat(own.tree()).doesNotContainKey("clusters/c10/trust/cacerts.vault.yaml");
    assertThat(own.tree().get("clusters/c10/trust/kustomization.yaml")).doesNotContain("cacerts");
    assertThat(own.run("publish", "--dry-run").out())
        .contains("would write " + mount + "/meshgen/retail/cacerts/c10/...: the key of \"c10\"");
    assertThat(kept()).isEmpty();

    String said = own.done("publish");

    assertThat(said)
        .contains("wrote " + mount + "/" + own.path("c10"), "issued cacerts for c10, c11");
    eachHasItsKey(2);
    assertThat(own.cacerts("c10"))
        .contains(
            "kind: ExternalSecret",
            "key: " + own.path("c10"),
            "ca-key.pem: \"{{ .value }}\"",
            "-----BEGIN CERTIFICATE-----");
    assertThat(own.tree().get("clusters/c10/trust/kustomization.yaml"))
        .contains("cacerts.vault.yaml");
    SortedMap<String, String> tree = own.tree();
    own.workspace().without("VAULT_TOKEN");
    assertThat(own.run("render", "--check").code()).isZero();
    assertThat(own.run("render", "--frozen").code()).isZero();
    assertThat(own.run("publish", "--dry-run").err()).contains("nothing to publish");
    own.done("publish");
    assertThat(own.tree()).isEqualTo(tree);
    assertThat(own.run("trust", "show", "c10").out()).contains("CN=c10 intermediate g1");
    eachHasItsKey(2);
  }

  @Test
  void wantsTheRootFirst() {
    StoreMesh own = mesh();
    own.workspace().trustingNobody();

    assertThat(own.refused(1, "publish")).contains("MG1612", "run `meshgen render` first");
    assertThat(kept()).isEmpty();
    own.done("render");
    own.done("publish");
    assertThat(kept()).hasSize(2);
  }

  @Test
  void publishesForTheOperatorOfVault() throws SealException, PkiException {
    StoreMesh own = mesh("{generated: {}}", "vaultSecretsOperator: {vaultAuthRef: mesh}", 2);

    own.done("publish");

    eachHasItsKey(2);
    assertThat(own.cacerts("c10"))
        .contains(
            "kind: VaultStaticSecret",
            "vaultAuthRef: mesh",
            "path: " + own.path("c10"),
            "get .Secrets",
            "excludeRaw: true");
    assertThat(own.run("render", "--check").code()).isZero();
  }

  @Test
  void keepsTheKeyWhereTheSpecOfItsReaderChanges() throws SealException, PkiException {
    StoreMesh own = mesh();
    own.done("publish");
    String before = own.path("c10");

    respecified("externalSecrets: {secretStoreRef: {name: other, kind: SecretStore}}", 2);
    own.workspace().without("VAULT_TOKEN");
    assertThat(own.run("render", "--check").code()).isEqualTo(1);
    own.done("render");

    assertThat(own.path("c10")).isEqualTo(before);
    assertThat(own.cacerts("c10")).contains("name: other", "kind: SecretStore");
    assertThat(own.run("render", "--check").code()).isZero();
    eachHasItsKey(2);
  }

  @Test
  void rotatesToAPathOfItsOwn() throws SealException, PkiException {
    StoreMesh own = mesh();
    own.done("publish");
    String c10 = own.path("c10");
    String c11 = own.path("c11");

    own.done("rotate", "c11");

    assertThat(own.path("c10")).isEqualTo(c10);
    assertThat(own.path("c11")).isNotEqualTo(c11);
    assertThat(kept()).hasSize(3).containsKey(c11);
    hasItsKey("c11", kept());
    assertThat(own.run("trust", "show", "c11").out()).contains("CN=c11 intermediate g2");
  }

  @Test
  void publishesWhatTheSpecChanges() {
    StoreMesh own = mesh();
    own.done("publish");
    String before = own.path("c10");
    own.validity("200d");
    respecified(StoreMesh.ESO, 2);

    assertThat(own.done("render")).contains("MG1604", "meshgen publish");
    assertThat(own.path("c10")).isEqualTo(before);
    assertThat(own.run("render", "--check").code()).isZero();
    assertThat(own.run("publish", "--dry-run").out()).contains("the key of \"c10\"");
    own.done("publish");

    assertThat(own.path("c10")).isNotEqualTo(before);
    assertThat(own.done("render")).doesNotContain("MG1604");
  }

  @Test
  void takesWhatALostTreeLeft() throws SealException, PkiException {
    StoreMesh own = mesh();
    own.done("render");
    SortedMap<String, String> before = own.tree();
    own.done("publish");
    SortedMap<String, String> published = own.tree();
    own.workspace().delete("rendered");
    before.forEach((path, text) -> own.workspace().write("rendered/" + path, text));

    assertThat(own.done("publish"))
        .contains("found in Vault, from an interrupted run: " + mount + "/")
        .doesNotContain("wrote " + mount);

    assertThat(own.tree()).isEqualTo(published);
    eachHasItsKey(2);
  }

  @Test
  void takesNothingThatWasDeleted() throws SealException, PkiException {
    StoreMesh own = mesh();
    own.done("render");
    SortedMap<String, String> before = own.tree();
    own.done("publish");
    String deleted = own.path("c10");
    String destroyed = own.path("c11");
    vault().must(mount + "/delete/" + deleted, Map.of("versions", List.of(1)));
    vault().must(mount + "/destroy/" + destroyed, Map.of("versions", List.of(1)));
    own.workspace().delete("rendered");
    before.forEach((path, text) -> own.workspace().write("rendered/" + path, text));

    own.done("publish");

    assertThat(own.path("c10")).isNotEqualTo(deleted);
    assertThat(own.path("c11")).isNotEqualTo(destroyed);
    eachHasItsKey(2);
  }

  @Test
  void trustsNoMetadataThatSomebodyChanged() throws SealException, PkiException {
    StoreMesh own = mesh();
    own.done("render");
    SortedMap<String, String> before = own.tree();
    own.done("publish");
    String path = own.path("c10");
    vault()
        .must(
            mount + "/metadata/" + path,
            Map.of(
                "custom_metadata",
                Map.of(
                    "meshgen-inputs",
                    "x",
                    "meshgen-generation",
                    "1",
                    "meshgen-certificates",
                    "x")));
    own.workspace().delete("rendered");
    before.forEach((each, text) -> own.workspace().write("rendered/" + each, text));

    own.done("publish");

    assertThat(own.path("c10")).isNotEqualTo(path);
    hasItsKey("c10", kept());
    hasItsKey("c11", kept());
  }

  @Test
  void signsByTheEngineNextToIt() throws SealException, PkiException {
    String pki = "pki-" + mounts;
    vault().rootMount(pki, "Company Root");
    StoreMesh own =
        mesh(
            "{vault: {address: \"" + vault().address() + "\", mount: " + pki + "}}",
            StoreMesh.ESO,
            2);

    own.done("publish");

    eachHasItsKey(2);
    assertThat(own.tree()).doesNotContainKey("trust/root-ca.sops.yaml");
    assertThat(own.run("render", "--check").code()).isZero();
  }

  /** The root is unknown yet, and the token of who publishes may do no more than before. */
  @Test
  void keepsAKeyThatWaitsForItsCertificate() throws SealException, PkiException {
    StoreMesh asked = mesh("{csr: {}}", StoreMesh.ESO, 1);
    asked.done("trust", "csr");
    String request = asked.request("c10");
    // As if the run had died before it came to write the tree.
    asked.workspace().delete("rendered");
    asked.done("trust", "csr");
    assertThat(asked.request("c10")).isEqualTo(request);
    assertThat(kept()).hasSize(1);

    Instant now = Instant.now().minusSeconds(60);
    ForeignCa root = ForeignCa.of("O=Company,CN=Root", ForeignCa.ec("secp384r1"), now).selfSigned();
    asked.workspace().write("answer.pem", asked.answer("c10", root, now) + root.pem());
    asked.done("trust", "import", "answer.pem");

    eachHasItsKey(1);
    assertThat(asked.run("render", "--check").code()).isZero();
  }

  @Test
  void refusesAnEngineOfVersionOne() {
    StoreMesh own = mesh();
    vault().kvMount(mount + "-old", 1);
    own.spec(
        "address: \"" + vault().address() + "\", mount: " + mount + "-old, " + StoreMesh.ESO, 2);
    vault().policy("publisher-" + mount, own.policy());

    assertThat(own.refused(1, "publish"))
        .contains("MG1602", "is a KV engine of version 1", "-version=2");
  }

  @Test
  void needsEachPathOfThePolicy() {
    StoreMesh own = mesh();
    vault().policy("less", own.policy().replaceAll("(?s)path \"[^\"]*/data/.*?\\}\n", ""));
    own.with("VAULT_TOKEN", remembered(vault().token("less")));

    assertThat(own.refused(3, "publish"))
        .contains("MG1509", "/data/meshgen/retail/cacerts/c1", "meshgen trust policy");
    assertThat(kept()).isEmpty();

    vault().policy("less", own.policy());
    own.done("publish");
    assertThat(kept()).hasSize(2);
  }

  @Test
  void tellsWhatMoved() throws SealException, PkiException {
    StoreMesh own = mesh();
    own.done("publish");
    String before = own.path("c10");
    own.spec(settings() + ", path: platform/retail, " + StoreMesh.ESO, 2);
    vault().policy("publisher-" + mount, own.policy());

    assertThat(own.refused(1, "render"))
        .contains("MG1605", before, "the spec says " + mount + "/platform/retail/cacerts/c10");
    own.done("publish");

    assertThat(own.path("c10")).startsWith("platform/retail/cacerts/c10/");
    assertThat(StoreMesh.kept(vault(), mount, "platform")).hasSize(2);
  }

  @Test
  void takesOverFromTheTree() throws SealException, PkiException {
    StoreMesh own = mesh();
    own.sealed(2);
    own.done("render");
    String root = own.tree().get("trust/root-cert.pem");
    respecified(StoreMesh.ESO, 2);

    assertThat(own.refused(1, "render"))
        .contains("MG1606", "is sealed in the tree", "meshgen publish");
    own.done("publish");

    eachHasItsKey(2);
    assertThat(own.tree())
        .doesNotContainKey("clusters/c10/trust/cacerts.sops.yaml")
        .containsEntry("trust/root-cert.pem", root);
  }

  @Test
  void keepsCredentialsForDiscovery() {
    StoreMesh own = mesh();
    own.done("publish");
    AccountToken reader = AccountToken.ofAccount(AccountToken.OWN_ACCOUNT);
    remembered(reader.token());

    Workspace.Run added =
        own.runWith(reader.secret(), "credential", "add", "c10", "--from-file", "-");

    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.err()).contains("wrote " + mount + "/meshgen/retail/discovery/c10/");
    String file = own.tree().get("discovery/c10.vault.yaml");
    assertThat(file)
        .contains(
            "kind: ExternalSecret",
            "istio/multiCluster: \"true\"",
            "networking.istio.io/cluster: c10",
            "key: meshgen/retail/discovery/c10/");
    assertThat(own.tree().get("discovery/kustomization.yaml")).contains("c10.vault.yaml");
    assertThat(own.run("render", "--check").code()).isZero();
    SortedMap<String, Map<?, ?>> kept = StoreMesh.kept(vault(), mount, "meshgen/retail/discovery");
    assertThat(kept).hasSize(1);
    assertThat(
            String.valueOf(((Map<?, ?>) kept.values().iterator().next().get("data")).get("value")))
        .contains("server: https://c10.example:6443", reader.token());

    own.workspace().replace("mesh.yaml", "https://c10.example:6443", "https://c10.example:8443");
    assertThat(own.refused(1, "render")).contains("MG1611", "meshgen credential add c10");
    Workspace.Run again =
        own.runWith(reader.secret(), "credential", "add", "c10", "--from-file", "-");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(own.run("render", "--check").code()).isZero();

    own.done("credential", "remove", "c10");
    assertThat(own.tree()).doesNotContainKey("discovery/c10.vault.yaml");
  }

  @Test
  void readsWithThePolicyOfAClusterWhatItReceives() {
    StoreMesh own = mesh();
    own.done("publish");
    AccountToken reader = AccountToken.ofAccount(AccountToken.OWN_ACCOUNT);
    remembered(reader.token());
    own.runWith(reader.secret(), "credential", "add", "c10", "--from-file", "-");
    Workspace.Run printed = own.run("trust", "policy", "--cluster=c11");
    assertThat(printed.code()).as(printed.err()).isZero();
    vault().policy("reader-" + mount, printed.out());
    String token = remembered(vault().token("reader-" + mount));
    String credential =
        StoreMesh.kept(vault(), mount, "meshgen/retail/discovery").keySet().iterator().next();

    assertThat(status(token, own.path("c11"))).isEqualTo(200);
    assertThat(status(token, credential)).isEqualTo(200);
    assertThat(status(token, own.path("c10"))).isEqualTo(403);
    assertThat(own.run("trust", "policy", "--terraform").out())
        .contains(
            "resource \"vault_mount\" \"meshgen\"",
            "path    = \"" + mount + "\"",
            "resource \"vault_policy\" \"meshgen_publish\"",
            "resource \"vault_kubernetes_auth_backend_role\" \"meshgen_c11\"");
    assertThat(own.run("trust", "policy", "--cluster=c99").code()).isEqualTo(2);
  }

  private int status(String token, String path) {
    return vault().send(token, "GET", mount + "/data/" + path, Map.of()).status();
  }

  @Test
  void adoptsNothing() {
    StoreMesh own = mesh();
    own.done("publish");

    assertThat(own.refused(1, "adopt", "clusters/c10/trust/cacerts.vault.yaml"))
        .contains("MG1609", "holds no secret");
  }

  /** The lists of intermediates were signed as their keys were born, and are in the tree. */
  @Test
  void revokesWithoutReadingAKey() throws SealException, PkiException {
    StoreMesh own = mesh();
    own.done("publish");
    assertThat(own.tree().get("clusters/c11/cacerts.crl.pem")).contains("BEGIN X509 CRL");
    assertThat(own.run("verify").code()).isZero();
    String serial = serial(own.cacerts("c10"));
    String c11 = own.path("c11");

    assertThat(own.done("trust", "revoke", "c10")).contains("revoked the intermediate of c10");

    assertThat(own.path("c11")).isEqualTo(c11);
    hasItsKey("c10", kept());
    for (String cluster : List.of("c10", "c11")) {
      Map<String, String> files =
          StoredFile.readable(own.cacerts(cluster).getBytes(StandardCharsets.UTF_8));
      Revocations lists = new Revocations();
      lists.add(RevocationList.read(files.get("ca-crl.pem")));
      String chain = files.get("cert-chain.pem") + files.get("root-cert.pem");
      assertThat(lists.missing(chain, Instant.now())).isEmpty();
      assertThat(lists.lists()).hasSize(3);
      assertThat(lists.revokes(files.get("root-cert.pem"), serial, Instant.now())).isTrue();
    }
    assertThat(own.run("render", "--check").code()).isZero();
    assertThat(own.run("verify").code()).isZero();
    own.workspace().without("VAULT_TOKEN");
    own.done("render");
  }

  private static String serial(String file) throws SealException, PkiException {
    String pem = StoredFile.readable(file.getBytes(StandardCharsets.UTF_8)).get("ca-cert.pem");
    return CertificateFacts.of(pem).serial();
  }

  @Test
  void saysWhoseListIsMissing() {
    StoreMesh own = mesh();
    own.done("publish");
    own.workspace().delete("rendered/clusters/c11/cacerts.crl.pem");

    assertThat(own.refused(1, "trust", "revoke", "c10"))
        .contains("MG1607", "clusters/c11/trust/cacerts.vault.yaml", "meshgen rotate c11");
    own.done("rotate", "c11");
    own.done("trust", "revoke", "c10");
  }

  @Test
  void takesNoListThatIsOfAnotherKey() {
    StoreMesh own = mesh();
    own.done("publish");
    String other = own.tree().get("clusters/c10/cacerts.crl.pem");
    own.workspace().write("rendered/clusters/c11/cacerts.crl.pem", other);

    assertThat(own.refused(1, "trust", "revoke", "c10")).contains("MG1607");
  }

  @Test
  void tellsAFileThatSomebodyChanged() {
    StoreMesh own = mesh();
    own.done("publish");
    own.workspace()
        .replace("rendered/clusters/c10/trust/cacerts.vault.yaml", own.path("c10"), "elsewhere/x");

    assertThat(own.refused(1, "render"))
        .contains("MG1002", "restore it from Git, or issue another with `meshgen rotate c10`");
    assertThat(own.refused(1, "publish")).contains("MG1002");
  }

  @Test
  void distributesAnotherRootWithoutTouchingAKey() throws SealException, PkiException {
    StoreMesh own = mesh();
    own.done("publish");
    String before = own.path("c10");
    SortedMap<String, Map<?, ?>> kept = kept();
    own.workspace().without("VAULT_TOKEN");

    own.done("trust", "rotate", "root", "distribute");

    assertThat(own.path("c10")).isEqualTo(before);
    assertThat(kept()).isEqualTo(kept);
    String roots =
        StoredFile.readable(own.cacerts("c10").getBytes(StandardCharsets.UTF_8))
            .get("root-cert.pem");
    assertThat(roots.split("BEGIN CERTIFICATE", -1)).hasSize(3);
    eachHasItsKey(2);
  }

  @Test
  void readsNoSecretBack() {
    StoreMesh own = mesh();
    own.done("publish");
    String publisher = remembered(vault().token("publisher-" + mount));

    assertThat(status(publisher, own.path("c10"))).isEqualTo(403);
  }
}
