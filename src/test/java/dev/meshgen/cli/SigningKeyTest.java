package dev.meshgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.ForeignCa;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that is imported once signs for new clusters, whatever it lies below. */
class SigningKeyTest {
  private static final String PASSWORD = "correct horse";
  private static final String[] PEM = {"--certificate", "ca.pem", "--key", "ca-key.pem"};

  @TempDir Path folder;

  private static ForeignCa.Profile authority(String name, KeyPair keys) {
    return ForeignCa.of("O=Company,CN=" + name, keys, Workspace.NOW);
  }

  private static void write(Workspace workspace, ForeignCa authority, String key) {
    workspace.write("ca.pem", authority.pem()).write("ca-key.pem", key);
  }

  @Test
  void anOwnRootSignsForNewClustersAndReplacesImportedOnes() throws Exception {
    ForeignCa root = ImportedMesh.root(ForeignCa.rsa(3072));
    ImportedMesh mesh = ImportedMesh.below(folder, root);
    Workspace workspace = mesh.workspace();
    Map<String, String> west = mesh.sealed("west");
    write(workspace, root, root.pkcs1());

    Run imported = mesh.imports(PEM);

    assertThat(imported.err()).contains("sealed the key of the root").doesNotContain("issued");
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    assertThat(workspace.run("render").err()).contains("MG1006", "issuing cacerts for \"north\"");
    workspace.holding(TestMesh.ROOT_KEY);
    Run signed = workspace.run("render");
    assertThat(signed.err()).contains("issued cacerts for north").doesNotContain("error[");
    assertThat(workspace.run("rotate", "east").code()).isEqualTo(ExitCode.OK);
    for (String cluster : List.of("north", "east")) {
      assertSignedBy(mesh.sealed(cluster), List.of(), root);
      assertThat(workspace.read(ImportedMesh.LOCK.formatted(cluster))).doesNotContain("imported");
    }
    assertThat(workspace.read(ImportedMesh.LOCK.formatted("east"))).contains("generation: 2");
    assertThat(mesh.sealed("west")).isEqualTo(west);
    assertThat(workspace.holdingNothing().run("render", "--check").code()).isEqualTo(ExitCode.OK);
    workspace.holding(TestMesh.ROOT_KEY);
    assertThat(workspace.run("render", "--verify").err()).contains("verified 1 of 4");
    Map<String, String> tree = workspace.tree("rendered");
    mesh.imports(PEM);
    assertThat(workspace.tree("rendered")).as("the root stays as it is").isEqualTo(tree);
  }

  private static void assertSignedBy(
      Map<String, String> files, List<ForeignCa> between, ForeignCa root) {
    StringBuilder chain = new StringBuilder(files.get("ca-cert.pem"));
    between.forEach(each -> chain.append(each.pem()));
    assertThat(files.get("cert-chain.pem")).isEqualTo(chain.toString());
    assertThat(files.get("root-cert.pem")).isEqualTo(root.pem());
    Map<String, SecretBytes> secrets = new HashMap<>();
    files.forEach((name, text) -> secrets.put(name, SecretBytes.ofUtf8(text)));
    assertThat(ChainVerifier.problems(secrets, Workspace.NOW)).isEmpty();
  }

  /** Two authorities deep, whose certificates come in any order. */
  @Test
  void anAuthorityBelowACompanyRootSigns() throws Exception {
    ForeignCa root = authority("root", ForeignCa.rsa(2048)).selfSigned();
    ForeignCa policy = authority("policy", ForeignCa.ec("secp384r1")).issuedBy(root);
    ForeignCa issuing =
        authority("issuing", ForeignCa.ec("secp256r1"))
            .pathLength(1)
            .valid(Workspace.NOW, Workspace.NOW.plus(Duration.ofDays(200)))
            .issuedBy(policy);
    ImportedMesh mesh = ImportedMesh.in(folder);
    Workspace workspace = mesh.workspace();
    write(workspace, issuing, issuing.sec1());
    workspace.write("company.pem", root.pem() + "text between\n" + policy.pem());

    Run imported =
        mesh.imports("--certificate", "ca.pem", "--key", "ca-key.pem", "--chain", "company.pem");

    assertThat(imported.err())
        .contains("sealed the key of \"O=Company,CN=issuing\"", "no cacerts yet for east, west");
    Run signed = workspace.holding(TestMesh.ROOT_KEY).run("render");
    assertThat(signed.code()).as(signed.err()).isEqualTo(ExitCode.OK);
    assertThat(signed.err()).contains("issued cacerts for east, west", "MG1011");
    Run shown = workspace.run("trust", "show");
    assertThat(shown.code()).as(shown.err()).isEqualTo(ExitCode.OK);
    assertThat(shown.out())
        .contains(
            "issuing authority\n  subject     encrypted with its key",
            "intermediate of west\n",
            "root\n  subject     O=Company,CN=root\n");
    assertThat(workspace.run("trust", "status").out()).contains("issuing authority");
    for (String cluster : List.of("east", "west")) {
      assertSignedBy(mesh.sealed(cluster), List.of(issuing, policy), root);
    }
    assertThat(workspace.read("rendered/trust/root-cert.pem")).endsWith("\n" + root.pem());
    assertThat(workspace.read("rendered/README.md")).contains("| root |", "| below the root |");
    assertThat(workspace.read("rendered/.sops.yaml")).contains("issuing-ca");
    assertThat(workspace.run("render", "--verify").err()).contains("verified 1 of 3");
    assertThat(workspace.holdingNothing().run("render", "--frozen").code()).isEqualTo(ExitCode.OK);
    Run renewed = workspace.run("trust", "renew", "--due", "250d");
    assertThat(renewed.code()).as(renewed.err()).isEqualTo(ExitCode.OK);
    assertThat(renewed.err()).contains("its issuer also expires on 2026-08-03");
    assertExpiresLikeIts(workspace);
  }

  private static void assertExpiresLikeIts(Workspace workspace) {
    String later =
        workspace.at(Workspace.NOW.plus(Duration.ofDays(150))).run("render", "--check").err();
    assertThat(later).contains("the authority that signs intermediates expires on");
  }

  /** Renewed by the company below the same root, it takes the place of the one before. */
  @Test
  void anAuthorityIsReplacedBelowTheSameRoot() throws Exception {
    ForeignCa root = authority("root", ForeignCa.ec("secp384r1")).selfSigned();
    ImportedMesh mesh = ImportedMesh.in(folder);
    Workspace workspace = mesh.workspace().write("company.pem", root.pem());
    for (String name : List.of("first", "second")) {
      ForeignCa issuing = authority(name, ForeignCa.ec("secp256r1")).issuedBy(root);
      write(workspace, issuing, issuing.pkcs8());
      mesh.imports("--certificate", "ca.pem", "--key", "ca-key.pem", "--chain", "company.pem");
      workspace.holding(TestMesh.ROOT_KEY);
      assertThat(workspace.run("render").code()).isEqualTo(ExitCode.OK);
      assertThat(workspace.run("rotate", "east").code()).isEqualTo(ExitCode.OK);
      assertSignedBy(mesh.sealed("east"), List.of(issuing), root);
    }
    assertThat(mesh.sealed("west").get("cert-chain.pem"))
        .isNotEqualTo(mesh.sealed("east").get("cert-chain.pem"));
    assertThat(workspace.holdingNothing().run("render", "--check").code()).isEqualTo(ExitCode.OK);
  }

  /** As with a root that was generated. */
  @Test
  void theKeyIsNotLeftBehindByALineOfASpec() {
    ForeignCa root = ImportedMesh.root();
    ForeignCa issuing = authority("issuing", ec()).issuedBy(root);
    Workspace workspace = ImportedMesh.in(folder).workspace().write("above.pem", root.pem());
    write(workspace, issuing, issuing.pkcs8());
    workspace.run(ImportedMesh.command(with(PEM, "--chain", "above.pem")));
    workspace.replace("mesh.yaml", "files: {}", "external: {}");

    assertThat(workspace.run("render").err())
        .contains("error[MG1031]", "git rm rendered/trust/issuing-ca.sops.yaml");
    assertThat(workspace.exists("rendered/trust/issuing-ca.sops.yaml")).isTrue();
  }

  @Test
  void anotherRootIsRefused() {
    ImportedMesh mesh = ImportedMesh.below(folder, ImportedMesh.root());
    ForeignCa other = ImportedMesh.root();
    write(mesh.workspace(), other, other.pkcs8());

    assertThat(mesh.run(PEM).err()).contains("error[" + Code.ROOTS_DIFFER.id() + "]");
  }

  @Test
  void aGeneratedRootGoesOnSigning() {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {authority: {files: {}}}\n  delivery:\n");

    Run run = workspace.run("render");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(Workspace.difference(before, workspace.tree("rendered")).keySet())
        .containsOnly(".sops.yaml", "trust/meshgen.lock");
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    workspace.holding(TestMesh.ROOT_KEY);
    assertThat(workspace.run("render").err()).contains("issued cacerts for north");
  }

  @Test
  void readsEncryptedKeys() throws Exception {
    ForeignCa root = ImportedMesh.root();
    Workspace workspace = ImportedMesh.in(folder).workspace();
    write(workspace, root, root.encrypted(PASSWORD));
    workspace.write("password", PASSWORD + "\r\nsecond line").write("wrong", "Correct horse\n");
    keyStore(workspace, "ca.p12", Map.of("mesh", root));
    List<String[]> sources = List.of(PEM, new String[] {"--pkcs12", "ca.p12"});
    for (String[] source : sources) {
      assertFails(workspace, Code.IMPORT_PASSWORD, source);
      assertFails(workspace, Code.IMPORT_PASSWORD, with(source, "--password-file", "wrong"));
      workspace.with("CA_PASSWORD", PASSWORD);
      for (String[] way :
          List.of(
              new String[] {"--password-file", "password"},
              new String[] {"--password-env", "CA_PASSWORD"})) {
        Run run = workspace.run(ImportedMesh.command(with(source, way)));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(workspace.read("rendered/trust/root-cert.pem")).endsWith(root.pem());
        workspace.delete("rendered");
      }
      Run unset = workspace.run(ImportedMesh.command(with(source, "--password-env", "UNSET")));
      assertThat(unset.code()).isEqualTo(ExitCode.ENVIRONMENT);
    }
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  private static void assertFails(Workspace workspace, Code code, String... words) {
    Run run = workspace.run(ImportedMesh.command(words));
    assertThat(run.err()).contains("error[" + code.id() + "]");
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(workspace.exists("rendered")).isFalse();
  }

  private static void keyStore(Workspace workspace, String file, Map<String, ForeignCa> entries)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Map.Entry<String, ForeignCa> entry : entries.entrySet()) {
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(entry.getValue().der()));
      store.setKeyEntry(
          entry.getKey(),
          entry.getValue().key(),
          PASSWORD.toCharArray(),
          new Certificate[] {certificate});
    }
    try (OutputStream out = Files.newOutputStream(workspace.folder().resolve(file))) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  @Test
  void asksWhichOfSeveralKeys() throws Exception {
    ForeignCa root = ImportedMesh.root();
    Workspace workspace = ImportedMesh.in(folder).workspace().with("PW", PASSWORD);
    keyStore(workspace, "many.p12", Map.of("one", root, "two", ImportedMesh.root()));
    keyStore(workspace, "none.p12", Map.of());
    String[] many = {"--pkcs12", "many.p12", "--password-env", "PW"};

    assertFails(workspace, Code.KEY_STORE_ENTRIES, many);
    assertFails(workspace, Code.KEY_STORE_ENTRIES, with(many, "--alias", "three"));
    assertFails(workspace, Code.KEY_STORE_ENTRIES, "--pkcs12", "none.p12", "--password-env", "PW");
    assertFails(workspace, Code.IMPORTED_KEY, "--pkcs12", "mesh.yaml", "--password-env", "PW");
    workspace.with("PW", "päss");
    Run foreign = workspace.run(ImportedMesh.command(many));
    assertThat(foreign.err()).contains("error[MG1042]", "a non-ASCII password");
    workspace.with("PW", PASSWORD);
    Run run = workspace.run(ImportedMesh.command(with(many, "--alias", "ONE")));

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(workspace.read("rendered/trust/root-cert.pem")).endsWith(root.pem());
  }

  @Test
  void refusesWhatCannotSign() {
    ForeignCa root = ImportedMesh.root();
    Duration year = Duration.ofDays(365);
    Workspace workspace = ImportedMesh.in(folder).workspace();
    refuse(workspace, Code.IMPORTED_NO_AUTHORITY, authority("a", ec()).leaf().issuedBy(root), root);
    refuse(
        workspace,
        Code.IMPORTED_NO_AUTHORITY,
        authority("a", ec()).withoutSigning().issuedBy(root),
        root);
    refuse(
        workspace,
        Code.IMPORTED_NO_AUTHORITY,
        authority("a", ec()).permittingUri("other.example").issuedBy(root),
        root);
    refuse(
        workspace,
        Code.IMPORTED_PATH_LENGTH,
        authority("a", ec()).pathLength(0).issuedBy(root),
        root);
    ForeignCa tight = authority("tight", ec()).pathLength(1).selfSigned();
    refuse(workspace, Code.IMPORTED_PATH_LENGTH, authority("a", ec()).issuedBy(tight), tight);
    refuse(
        workspace,
        Code.IMPORTED_EXPIRED,
        authority("a", ec())
            .valid(Workspace.NOW.minus(year), Workspace.NOW.minusSeconds(1))
            .issuedBy(root),
        root);
    refuse(
        workspace,
        Code.IMPORTED_EXPIRED,
        authority("a", ec())
            .valid(Workspace.NOW.plusSeconds(1), Workspace.NOW.plus(year))
            .issuedBy(root),
        root);
    refuse(workspace, Code.IMPORTED_CHAIN, authority("a", ec()).issuedBy(root), tight);
    refuse(
        workspace,
        Code.IMPORTED_ALGORITHM,
        authority("a", ForeignCa.rsa(1024)).issuedBy(root),
        root);
    refuse(
        workspace,
        Code.IMPORTED_ALGORITHM,
        authority("a", ForeignCa.ec("secp521r1")).issuedBy(root),
        root);
    refuse(
        workspace,
        Code.IMPORTED_ALGORITHM,
        authority("a", ForeignCa.ed25519()).issuedBy(root),
        root);
    for (ForeignCa.Profile odd :
        List.of(
            authority("a", ec()).excluding(GeneralName.uniformResourceIdentifier, "example"),
            authority("a", ec()).permitting(GeneralName.dNSName, "corp.example"),
            authority("a", ec()).excluding(GeneralName.dNSName, "svc"),
            authority("a", ec()).permitting(GeneralName.directoryName, "O=Company"),
            authority("a", ec()).serving(),
            authority("a", ec()).forAnyPurpose(),
            authority("a", ec()).serial(-5),
            authority("a", ec()).bare())) {
      refuse(workspace, Code.IMPORTED_NO_AUTHORITY, odd.issuedBy(root), root);
    }
    ForeignCa known = authority("known", ec()).identifiedAs(1).selfSigned();
    refuse(
        workspace,
        Code.IMPORTED_CHAIN,
        authority("a", ec()).belowIdentified(2).issuedBy(known),
        known);
    refuse(
        workspace,
        Code.IMPORTED_CHAIN,
        authority("a", ec()).belowNumbered("O=Company,CN=known", 2).issuedBy(known),
        known);
    workspace.write("ca.pem", root.pem()).write("ca-key.pem", ImportedMesh.root().pkcs8());
    assertFails(workspace, Code.IMPORTED_PAIR, PEM);
    workspace.write("ca-key.pem", root.publicKey());
    assertFails(workspace, Code.IMPORTED_KEY, PEM);
    workspace.write("ca-key.pem", root.pkcs8() + root.pkcs8());
    assertFails(workspace, Code.IMPORTED_KEY, PEM);
    workspace.write("ca.pem", "nothing").write("ca-key.pem", root.pkcs8());
    assertFails(workspace, Code.IMPORTED_CERTIFICATE, PEM);
  }

  /** What a key says of itself is about its file, and what a certificate says about that one. */
  @Test
  void namesTheFileThatIsWrong() {
    ForeignCa root = ImportedMesh.root();
    Workspace workspace = ImportedMesh.in(folder).workspace();
    write(workspace, authority("a", ec()).leaf().issuedBy(root), root.pkcs8());
    workspace.write("above.pem", root.pem());
    String[] words = ImportedMesh.command(with(PEM, "--chain", "above.pem"));

    assertThat(workspace.run(words).err())
        .contains("ca.pem: error[MG1044]")
        .doesNotContain("ca-key.pem:");
    workspace.write("ca-key.pem", root.publicKey());
    assertThat(workspace.run(words).err()).startsWith("ca-key.pem: error[MG1042]");
    workspace.write("ca-key.pem", root.pkcs8()).write("above.pem", "nothing");
    assertThat(workspace.run(words).err())
        .startsWith("ca.pem: error[MG1041]: the file of the chain holds no certificate in PEM");
  }

  /** What Istio's peers look at, and what is allowed is allowed. */
  @Test
  void takesConstraintsThatAllowTheMesh() {
    // A root is trusted whatever it says of its issuer.
    ForeignCa root = authority("root", ec()).identifiedAs(1).belowIdentified(2).selfSigned();
    Workspace workspace = ImportedMesh.in(folder).workspace();
    ForeignCa issuing =
        authority("issuing", ec())
            .permittingUri("retail.example")
            .permitting(GeneralName.dNSName, "svc")
            .permitting(GeneralName.rfc822Name, "company.example")
            .excluding(GeneralName.dNSName, "elsewhere.svc")
            .excluding(GeneralName.uniformResourceIdentifier, "other.example")
            .issuedBy(root);
    write(workspace, issuing, issuing.pkcs8());
    workspace.write("above.pem", root.pem());

    Run run = workspace.run(ImportedMesh.command(with(PEM, "--chain", "above.pem")));

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
  }

  private static KeyPair ec() {
    return ForeignCa.ec("secp256r1");
  }

  private static void refuse(Workspace workspace, Code code, ForeignCa authority, ForeignCa above) {
    write(workspace, authority, authority.pkcs8());
    workspace.write("above.pem", above.pem());
    assertFails(workspace, code, with(PEM, "--chain", "above.pem"));
  }

  /** Ends of lines as on Windows, text as openssl writes it in front, and everything twice. */
  @Test
  void takesWhatOnlyLooksOdd() {
    ForeignCa root = authority("root", ec()).selfSigned();
    ForeignCa issuing = authority("issuing", ec()).pathLength(1).issuedBy(root);
    Workspace workspace = ImportedMesh.in(folder).workspace();
    String bag = "Bag Attributes\n    friendlyName: mesh\nKey Attributes: <No Attributes>\n";
    workspace
        .write("ca.pem", windows(bag + issuing.pem()))
        .write("ca-key.pem", windows(bag + issuing.pkcs8()))
        .write("above.pem", windows("subject=root\n\n" + root.pem() + root.pem() + issuing.pem()));

    Run run = workspace.run(ImportedMesh.command(with(PEM, "--chain", "above.pem")));

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(workspace.read("rendered/trust/root-cert.pem")).endsWith("\n" + root.pem());
  }

  private static String windows(String text) {
    return text.replace("\n", "\r\n");
  }

  /** Of two with one name the one that has signed; of two with one key that which is valid. */
  @Test
  void findsThePathAmongThoseThatLookAlike() {
    ForeignCa root = authority("root", ec()).selfSigned();
    ForeignCa other = authority("other root", ec()).selfSigned();
    ForeignCa.Profile company = authority("company", ec()).serial(7);
    ForeignCa right = company.issuedBy(root);
    ForeignCa issuing = authority("issuing", ec()).pathLength(1).belowIdentified(7).issuedBy(right);
    ForeignCa namesake = authority("company", ec()).issuedBy(root);
    ForeignCa crossed = company.serial(8).issuedBy(other);
    Duration year = Duration.ofDays(365);
    ForeignCa former =
        company
            .serial(6)
            .valid(Workspace.NOW.minus(year), Workspace.NOW.minusSeconds(1))
            .issuedBy(root);
    ForeignCa reissued = company.serial(9).identifiedAs(9).issuedBy(root);
    for (List<ForeignCa> order :
        List.of(
            List.of(namesake, crossed, former, reissued, right, root),
            List.of(root, right, former, crossed, namesake))) {
      Workspace workspace = ImportedMesh.in(folder).workspace();
      write(workspace, issuing, issuing.pkcs8());
      StringBuilder above = new StringBuilder();
      order.forEach(each -> above.append(each.pem()));
      workspace.write("above.pem", above.toString());

      Run run = workspace.run(ImportedMesh.command(with(PEM, "--chain", "above.pem")));

      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(workspace.read("rendered/trust/root-cert.pem")).endsWith("\n" + root.pem());
      workspace.delete("rendered");
    }
  }

  @Test
  void needsRecipientsOfItsOwn() {
    ForeignCa root = ImportedMesh.root();
    ImportedMesh mesh = ImportedMesh.in(folder);
    write(mesh.workspace(), root, root.pkcs8());
    mesh.workspace()
        .replace(
            "mesh.yaml",
            "      root:\n        age:\n          - " + mesh.mesh().rootRecipient() + "\n",
            "");

    assertFails(mesh.workspace(), Code.ROOT_RECIPIENTS_MISSING, PEM);
  }

  /** Not on disk outside of what was handed over, and in nothing that is printed. */
  @Test
  void theKeysAreNeverShown() throws Exception {
    ForeignCa root = ImportedMesh.root(ForeignCa.rsa(2048));
    ImportedMesh mesh = ImportedMesh.in(folder);
    Workspace workspace = mesh.workspace().with("PW", PASSWORD);
    ForeignCa signer = ImportedMesh.signer("east", ForeignCa.rsa(2048), root);
    Map<String, String> files = ImportedMesh.cacerts(signer, root);
    StringBuilder printed = new StringBuilder();
    List<String> damaged =
        List.of(signer.pkcs8(), signer.pkcs8().substring(0, 900), "x" + signer.pkcs1());
    for (String key : damaged) {
      files.put("ca-key.pem", key);
      for (String secret :
          List.of(ImportedMesh.secret(files, "Opaque"), ImportedMesh.json(files), key)) {
        for (String format : List.of("text", "json", "github", "sarif")) {
          Run run =
              workspace.runWith(
                  secret, ImportedMesh.command("east", "--cacerts=-", "--format=" + format));
          printed.append(run.out()).append(run.err());
        }
      }
    }
    workspace.write("ca.pem", root.pem());
    for (String key :
        List.of(root.encrypted(PASSWORD), root.pkcs1().substring(0, 700), root.pkcs8())) {
      workspace.write("ca-key.pem", key);
      Run run = workspace.run(ImportedMesh.command(with(PEM, "--password-env", "PW")));
      printed.append(run.out()).append(run.err());
    }
    workspace.delete("ca-key.pem").delete("keys");
    String all = printed + String.join("\n", Workspace.files(folder).values());
    assertThat(all).contains("imported cacerts of east", "sealed the key of the root");
    for (ForeignCa each : List.of(root, signer)) {
      for (String form : List.of(each.pkcs8(), each.pkcs1())) {
        assertHides(all, form.lines().toList().get(15));
        String base64 = Base64.getEncoder().encodeToString(form.getBytes(UTF_8));
        assertHides(all, base64.substring(1400, 1464));
      }
    }
    assertThat(all).doesNotContain(PASSWORD);
  }

  private static void assertHides(String output, String secret) {
    for (int i = 0; i + 16 <= secret.length(); i += 8) {
      assertThat(output).doesNotContain(secret.substring(i, i + 16));
    }
  }
}
