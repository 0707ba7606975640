package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.cli.Workspace;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.vault.StoredFile;
import dev.meshgen.testing.AccountToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that no command may write to Vault: sealed in the tree until a script has done it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for a POSIX shell")
class BundleTest {
  private static final String C10 = "clusters/c10/bundle/cacerts.sops.yaml";
  private static final String C11 = "clusters/c11/bundle/cacerts.sops.yaml";
  private static final String SCRIPT = "vault-import.sh";
  private static final Pattern WORD = Pattern.compile("--imported=([0-9a-f]+)");

  /** No server is there: whatever would ask one, fails. */
  private static final String NOWHERE = "address: \"http://127.0.0.1:9\", mount: kv, ";

  @TempDir private Path folder;

  private StoreMesh mesh() {
    return mesh("{generated: {}}", 2);
  }

  private StoreMesh mesh(String authority, int clusters) {
    return new StoreMesh(folder).authority(authority).bundled(NOWHERE + StoreMesh.ESO, clusters);
  }

  private ImportRun imports(StoreMesh mesh) {
    return new ImportRun(mesh, folder.resolve("state"));
  }

  private static String word(ImportRun.Result run) {
    assertThat(run.code()).as(run.said()).isZero();
    Matcher found = WORD.matcher(run.said());
    assertThat(found.find()).as(run.said()).isTrue();
    return found.group(1);
  }

  private static void isPair(StoreMesh mesh, String cluster, SortedMap<String, String> kept)
      throws SealException, PkiException {
    String json = kept.get("kv/" + mesh.path(cluster));
    assertThat(json).as(cluster + " in " + kept.keySet()).isNotNull();
    String key = json.substring(json.indexOf("-----BEGIN"), json.lastIndexOf('"'));
    byte[] file = mesh.cacerts(cluster).getBytes(StandardCharsets.UTF_8);
    assertThat(RequestedIntermediate.publicKeySha256(SecretBytes.ofUtf8(key.replace("\\n", "\n"))))
        .isEqualTo(
            CertificateFacts.of(StoredFile.readable(file).get("ca-cert.pem")).publicKeySha256());
  }

  @Test
  void sealsWhatAScriptImports() throws SealException, PkiException {
    StoreMesh own = mesh();
    own.done("render");
    assertThat(own.run("publish", "--dry-run").out())
        .contains("would seal, to be imported: kv/meshgen/retail/cacerts/c10/...");

    String said = own.done("publish");

    assertThat(said)
        .contains(
            "sealed, to be imported: kv/" + own.path("c10"),
            "MG1740",
            "\"c10\", \"c11\"",
            "`sh rendered/vault-import.sh`");
    SortedMap<String, String> tree = own.tree();
    assertThat(tree).containsKeys(C10, C11, SCRIPT);
    assertThat(tree.get(".sops.yaml")).contains("^clusters/[^/]+/bundle/[^/]+\\\\.sops\\\\.yaml$");
    assertThat(own.cacerts("c10")).contains("kind: ExternalSecret", "key: " + own.path("c10"));
    assertThat(own.run("render", "--check").code()).isZero();
    assertThat(own.run("render", "--frozen").code()).isZero();
    assertThat(own.run("verify").code()).isZero();
    own.done("publish");
    assertThat(own.tree()).as("nothing is born twice").isEqualTo(tree);

    ImportRun imports = imports(own);
    String word = word(imports.run());

    isPair(own, "c10", imports.kept());
    isPair(own, "c11", imports.kept());
    assertThat(imports.kept()).hasSize(2);
    assertThat(imports.arguments()).doesNotContain("PRIVATE KEY", "value");
    assertThat(imports.environment()).doesNotContain("PRIVATE KEY");
    assertThat(imports.described().get("kv/" + own.path("c10")))
        .contains("\"cas_required\":true", "meshgen-certificates", "meshgen-public-key");
    own.done("publish", "--imported", word);
    assertThat(own.tree()).doesNotContainKeys(C10, C11, SCRIPT);
    assertThat(own.tree().get("clusters/c10/trust/cacerts.vault.yaml"))
        .isEqualTo(tree.get("clusters/c10/trust/cacerts.vault.yaml"));
    assertThat(own.done("render")).doesNotContain("MG1740");
    own.done("publish", "--imported", word);
    assertThat(own.run("render", "--check").code()).isZero();
    assertThat(own.printed()).doesNotContain("PRIVATE KEY");
  }

  /** Each request of the script, whether it is done or not. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void losesAndDoublesNoKeyWhereverTheScriptEnds(boolean after) throws SealException, PkiException {
    StoreMesh own = mesh();
    own.done("publish");
    // Of each secret the question, its description and itself.
    for (int request = 0; request < 3 * 2; request++) {
      ImportRun imports = new ImportRun(own, folder.resolve("state-" + request));
      imports.dyingAt(request, after);
      SortedMap<String, String> before = imports.kept();

      word(imports.run());

      assertThat(imports.kept()).as("ended at request %d", request).hasSize(2);
      assertThat(imports.kept()).containsAllEntriesOf(before);
      isPair(own, "c10", imports.kept());
      isPair(own, "c11", imports.kept());
    }
  }

  @Test
  void takesNothingForImportedThatCameLater() {
    StoreMesh own = mesh();
    own.done("publish");
    String word = word(imports(own).run());
    own.done("rotate", "c11");

    assertThat(own.refused(1, "publish", "--imported", word))
        .contains("MG1741", "`sh rendered/vault-import.sh`");

    ImportRun.Result again = imports(own).run();
    assertThat(again.said())
        .contains("already there: kv/" + own.path("c10"), "wrote kv/" + own.path("c11"));
    own.done("publish", "--imported", word(again));
    assertThat(own.tree()).doesNotContainKeys(C10, C11);
  }

  /** Its place is taken, and nothing is there any more. */
  @Test
  void takesNothingForImportedThatWasDestroyed() {
    StoreMesh own = mesh();
    own.done("publish");
    ImportRun imports = imports(own);
    word(imports.run());
    imports.destroy("kv/" + own.path("c10"));

    ImportRun.Result again = imports.run();

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.said())
        .contains("destroyed in Vault: kv/" + own.path("c10"))
        .doesNotContain("--imported");
  }

  @Test
  void keepsWhatWaitsWhereTheSpecHasNoBundleAnyMore() {
    StoreMesh own = mesh();
    own.done("publish");
    SortedMap<String, String> tree = own.tree();
    own.spec(NOWHERE + StoreMesh.ESO, 2);

    assertThat(own.done("render")).contains("MG1740");

    assertThat(own.tree())
        .containsEntry(C10, tree.get(C10))
        .containsEntry(SCRIPT, tree.get(SCRIPT));
    own.done("publish", "--imported", word(imports(own).run()));
    assertThat(own.tree()).doesNotContainKey(C10);
  }

  @Test
  void tellsABundleThatIsLostOrChanged() {
    StoreMesh own = mesh();
    own.done("publish");
    SortedMap<String, String> tree = own.tree();
    own.workspace().delete("rendered/" + C10);

    assertThat(own.refused(1, "render")).contains(C10, "restore it from Git", "rotate c10");
    assertThat(own.refused(1, "publish")).contains(C10);
    own.workspace().write("rendered/" + C10, tree.get(C10).replace("name: c10", "name: c11"));
    assertThat(own.refused(1, "render")).contains("MG1002", C10);
    assertThat(own.run("verify").code()).isEqualTo(1);
    own.workspace().write("rendered/" + C10, tree.get(C10));
    assertThat(own.run("render", "--check").code()).isZero();

    own.workspace().delete("rendered/" + C10);
    own.done("rotate", "c10");
    assertThat(own.tree()).containsKey(C10);
    assertThat(own.tree().get(C10)).isNotEqualTo(tree.get(C10));
  }

  @Test
  void verifiesThatTheKeyIsThatOfTheCertificate() {
    StoreMesh own = mesh();
    own.done("publish");
    own.workspace().holding("keys/bundle.agekey");

    Workspace.Run deep = own.run("render", "--verify");

    assertThat(deep.err()).contains("verified 2 of 3 sealed files");
    assertThat(deep.code()).as(deep.err()).isZero();
  }

  @Test
  void bundlesTokensAndKeysThatWaitForACertificate() throws SealException, PkiException {
    StoreMesh own = mesh("{csr: {}}", 2);
    own.done("trust", "csr", "c10");
    String waits = "clusters/c10/bundle/request.sops.yaml";
    assertThat(own.tree()).containsKey(waits);
    Instant now = Instant.now().minusSeconds(60);
    ForeignCa root = ForeignCa.of("O=Company,CN=Root", ForeignCa.ec("secp384r1"), now).selfSigned();
    own.workspace().write("answer.pem", own.answer("c10", root, now) + root.pem());

    own.done("trust", "import", "answer.pem");

    assertThat(own.tree()).containsKey(C10).doesNotContainKey(waits);
    AccountToken reader = AccountToken.ofAccount(AccountToken.OWN_ACCOUNT);
    Workspace.Run added =
        own.runWith(reader.secret(), "credential", "add", "c10", "--from-file", "-");
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(own.tree()).containsKey("clusters/c10/bundle/remote.sops.yaml");
    assertThat(own.tree().values()).noneMatch(text -> text.contains(reader.token()));
    ImportRun imports = imports(own);
    String word = word(imports.run());
    isPair(own, "c10", imports.kept());
    assertThat(imports.kept().values()).anyMatch(text -> text.contains(reader.token()));
    assertThat(imports.arguments()).doesNotContain(reader.token());
    own.done("publish", "--imported", word);
    assertThat(own.tree()).doesNotContainKey("clusters/c10/bundle/remote.sops.yaml");

    Workspace.Run once =
        own.runWith(reader.secret(), "credential", "add", "c10", "--from-file", "-");
    assertThat(once.code()).as(once.err()).isZero();
    own.done("credential", "remove", "c10");
    assertThat(own.tree()).doesNotContainKey("clusters/c10/bundle/remote.sops.yaml");
  }

  @Test
  void resealsTheBundleForOthers() {
    StoreMesh own = mesh();
    own.done("publish");
    SortedMap<String, String> tree = own.tree();
    own.workspace().holding("keys/bundle.agekey");
    String other = own.workspace().identity("keys/other.agekey");
    own.spec(
        NOWHERE
            + StoreMesh.ESO
            + ", bundle: {age: ["
            + own.workspace().read("keys/bundle.pub")
            + ", "
            + other
            + "]}",
        2);

    own.done("reseal");

    assertThat(own.tree().get(C10)).isNotEqualTo(tree.get(C10)).contains(other);
    assertThat(own.tree().get("clusters/c10/meshgen.lock")).contains(other);
    assertThat(own.path("c10")).isNotEmpty();
    assertThat(own.run("render", "--check").code()).isZero();
    word(imports(own).run());
  }

  @Test
  void refusesARootThatTheBundleOpens() {
    StoreMesh own = mesh();
    own.spec(NOWHERE + StoreMesh.ESO + ", bundle: {age: [" + own.rootRecipient() + "]}", 1);

    assertThat(own.refused(1, "render")).contains("MG0702");
  }

  @Test
  void saysWhatTheOptionIsFor() {
    StoreMesh own = mesh();
    own.done("publish");
    Map<String, String> tree = own.tree();

    assertThat(own.refused(2, "publish", "--imported", "x", "--dry-run")).contains("--imported");
    assertThat(own.refused(1, "publish", "--imported", "0123")).contains("MG1741");
    assertThat(own.tree()).isEqualTo(tree);
  }
}
