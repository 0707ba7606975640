package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A mesh that runs is taken over without one byte of its {@code cacerts} changing.
 *
 * <p>What step makes is made here in its shape, as its sources have it: certificates of the
 * templates {@code DefaultRootTemplate} and {@code DefaultIntermediateTemplate} of {@code
 * go.step.sm/crypto/x509util} (a common name alone; key usages certSign and crlSign; path lengths 1
 * and 0; ten years), written by Go's {@code x509.CreateCertificate} with random serial numbers and
 * identifiers of keys; keys in SEC1 or PKCS#1, as {@code --no-password --insecure} leaves them.
 * What OpenSSL and Istio's Makefile make is made by OpenSSL itself in the conformance tests.
 */
class TakeoverTest {
  private static final KeyPair ROOT_KEYS = ForeignCa.ec("secp256r1");
  private static final ForeignCa ODD = ImportedMesh.root(ROOT_KEYS);
  private static final ForeignCa AGAIN =
      ForeignCa.of("O=Istio,CN=Root CA", ROOT_KEYS, Workspace.NOW).serial(2).selfSigned();
  private static final KeyPair SHARED = ForeignCa.ec("secp256r1");

  @TempDir Path folder;

  /** How meshes come by their certificates. */
  enum Origin {
    MAKEFILE("O=Istio,CN=Root CA", "O=Istio,CN=Intermediate CA,L=%s"),
    OPENSSL_3("O=Istio,CN=Root CA", "O=Istio,CN=Intermediate CA,L=%s"),
    OPENSSL_EC("CN=root", "CN=%s"),
    STEP("CN=root.cluster.local", "CN=%s.intermediate.cluster.local"),
    /** With {@code --kty RSA}, as guides to Istio have it. */
    STEP_RSA("CN=root.istio.io", "CN=%s.intermediate.istio.io"),
    /** Lets step make them, with the end of the root for all. */
    RISTIOCTL("CN=root.istio.io", "CN=%s.intermediate.istio.io");

    private final String root;
    private final String signer;

    Origin(String root, String signer) {
      this.root = root;
      this.signer = signer;
    }

    private KeyPair keys() {
      return switch (this) {
        case MAKEFILE -> ForeignCa.rsa(4096);
        case OPENSSL_3, STEP_RSA -> ForeignCa.rsa(2048);
        case OPENSSL_EC -> ForeignCa.ec("secp384r1");
        case STEP, RISTIOCTL -> ForeignCa.ec("secp256r1");
      };
    }

    private String written(ForeignCa signer) {
      return switch (this) {
        case MAKEFILE, STEP_RSA -> signer.pkcs1();
        case OPENSSL_3 -> signer.pkcs8();
        case OPENSSL_EC, STEP, RISTIOCTL -> signer.sec1();
      };
    }

    /** What the profiles {@code root-ca} and {@code intermediate-ca} of step have. */
    private ForeignCa.Profile like(ForeignCa.Profile profile, long serial) {
      return switch (this) {
        case MAKEFILE, OPENSSL_3, OPENSSL_EC -> profile;
        case STEP, STEP_RSA ->
            profile
                .asStepMakesIt()
                .serial(serial)
                .valid(Workspace.NOW, Workspace.NOW.plus(Duration.ofDays(3650)));
        case RISTIOCTL ->
            profile
                .asStepMakesIt()
                .serial(serial)
                .valid(Workspace.NOW.minusSeconds(60), Workspace.NOW.plus(Duration.ofDays(3650)));
      };
    }
  }

  private Map<String, Map<String, String>> certificates(Origin origin) {
    ForeignCa.Profile top = ForeignCa.of(origin.root, origin.keys(), Workspace.NOW);
    ForeignCa root = origin.like(top, 0x7c13_51aa_7fL).pathLength(1).selfSigned();
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    for (String cluster : List.of("east", "west")) {
      ForeignCa signer =
          origin
              .like(
                  ForeignCa.of(origin.signer.formatted(cluster), origin.keys(), Workspace.NOW),
                  cluster.hashCode())
              .pathLength(0)
              .issuedBy(root);
      Map<String, String> files = ImportedMesh.cacerts(signer, root);
      files.put("ca-key.pem", origin.written(signer));
      all.put(cluster, files);
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void keepsEveryByte(Origin origin) throws Exception {
    ImportedMesh mesh = ImportedMesh.in(folder);
    Map<String, Map<String, String>> files = certificates(origin);
    mesh.write("east", files.get("east"));

    assertThat(mesh.imports("east", "--cacerts", "certs/east").err())
        .contains("imported cacerts of east", "no cacerts yet for west");
    String west = ImportedMesh.secret(files.get("west"), "Opaque");
    Run run = mesh.workspace().runWith(west, ImportedMesh.command("west", "--cacerts=-"));

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    for (String cluster : files.keySet()) {
      assertThat(mesh.sealed(cluster)).isEqualTo(files.get(cluster));
      assertIsReadable(mesh, cluster, files.get(cluster));
    }
    assertThat(mesh.workspace().run("trust", "show", "east").out()).contains("chain       ");
    assertIsKept(mesh);
  }

  /** Of all files, only the key is encrypted. */
  private static void assertIsReadable(
      ImportedMesh mesh, String cluster, Map<String, String> files) {
    String sealed = mesh.workspace().read(ImportedMesh.SEALED.formatted(cluster));
    files.forEach(
        (name, text) -> {
          String key = "    " + name + ": ";
          if (name.equals("ca-key.pem")) {
            assertThat(sealed).contains(key + "ENC[AES256_GCM,");
          } else {
            assertThat(sealed)
                .contains(key + "|" + (text.endsWith("\n") ? "\n" : "-\n") + text.indent(8));
          }
        });
  }

  /** As editors, `kubectl create secret` and other encoders leave them. */
  @Test
  void formsThatAreStillCertificatesStayAsTheyAre() throws Exception {
    ImportedMesh mesh = ImportedMesh.in(folder);
    ForeignCa root = ImportedMesh.root();
    ForeignCa signer = ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), root);
    Map<String, String> files = ImportedMesh.cacerts(signer, root);
    files.put("ca-cert.pem", signer.pem().stripTrailing());
    files.put("cert-chain.pem", signer.pem() + "\n" + root.pem());
    files.put("root-cert.pem", inOneLine(root));
    mesh.write("east", files);

    mesh.imports("east", "--cacerts", "certs/east");

    assertThat(mesh.sealed("east")).isEqualTo(files);
    String sealed = mesh.workspace().read(ImportedMesh.SEALED.formatted("east"));
    assertThat(sealed)
        .contains(
            "    ca-cert.pem: |-\n        -----BEGIN",
            "    cert-chain.pem: |\n",
            "-----END CERTIFICATE-----\n\n        -----BEGIN CERTIFICATE-----\n",
            "    root-cert.pem: |\n" + inOneLine(root).indent(8));
  }

  private static String inOneLine(ForeignCa certificate) {
    String begin = "-----BEGIN CERTIFICATE-----\n";
    String end = "\n-----END CERTIFICATE-----\n";
    String pem = certificate.pem();
    return begin
        + pem.substring(begin.length(), pem.length() - end.length()).replace("\n", "")
        + end;
  }

  /** As an older meshgen sealed them. */
  @Test
  void whatWasSealedAsAWholeBecomesReadableOnReseal() throws Exception {
    ImportedMesh mesh = ImportedMesh.below(folder, ImportedMesh.root());
    Workspace workspace = mesh.workspace();
    String path = ImportedMesh.SEALED.formatted("west");
    Map<String, String> before = mesh.sealed("west");
    String readable = Sha256.hex(workspace.bytes(path));
    Sops.with(workspace, TestMesh.CLUSTERS_KEY).hide(path, mesh.mesh().clustersRecipient());
    workspace.replace(
        ImportedMesh.LOCK.formatted("west"), readable, Sha256.hex(workspace.bytes(path)));
    assertThat(workspace.run("render").err()).contains("1 changed");
    assertThat(workspace.run("render", "--check").code()).isEqualTo(ExitCode.OK);

    Run run = workspace.holding(TestMesh.CLUSTERS_KEY).run("reseal");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).contains("resealed clusters/west/trust/cacerts.sops.yaml");
    assertThat(mesh.sealed("west")).isEqualTo(before);
    assertIsReadable(mesh, "west", before);
  }

  /** No command that holds every key changes anything of it. */
  private static void assertIsKept(ImportedMesh mesh) {
    Workspace workspace = mesh.workspace();
    Map<String, String> tree = workspace.tree("rendered");
    for (String key : List.of("", TestMesh.CLUSTERS_KEY)) {
      if (!key.isEmpty()) {
        workspace.holding(key);
      }
      for (String flag : List.of("--check", "--frozen", "--verify")) {
        Run again = workspace.run("render", flag);
        assertThat(again.code()).as(flag + "\n" + again.err()).isEqualTo(ExitCode.OK);
      }
    }
    workspace.holding(TestMesh.CLUSTERS_KEY);
    assertThat(workspace.run("render", "--verify").err()).contains("verified 2 of 2 sealed files");
    assertThat(workspace.tree("rendered")).isEqualTo(tree);
    assertThat(tree.get("clusters/east/meshgen.lock")).contains("imported: \"");
    assertThat(tree.get("trust/meshgen.lock")).contains("\nroot:\n", "\nsealed: {}\n");
    assertThat(tree.get("README.md")).contains("| root |", "| east (imported) |");
    assertThat(tree).doesNotContainKey("trust/root-ca.sops.yaml");
  }

  @Test
  void readsWhatKubectlPrintsInEveryForm() throws Exception {
    ImportedMesh mesh = ImportedMesh.in(folder);
    ForeignCa root = ImportedMesh.root();
    Map<String, String> files =
        ImportedMesh.cacerts(ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), root), root);
    String yaml = ImportedMesh.secret(files, "Opaque");
    String list =
        "apiVersion: v1\nkind: List\nitems:\n- " + yaml.strip().replace("\n", "\n  ") + "\n";
    for (String text : List.of(yaml, ImportedMesh.json(files), list)) {
      mesh.workspace().write("secret", text);
      mesh.imports("east", "--cacerts", "secret");
      assertThat(mesh.sealed("east")).isEqualTo(files);
    }
  }

  @Test
  void keepsTextAroundAndWindowsLineEnds() throws Exception {
    ImportedMesh mesh = ImportedMesh.in(folder);
    ForeignCa root = ImportedMesh.root();
    Map<String, String> files =
        ImportedMesh.cacerts(ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), root), root);
    files.replaceAll((name, text) -> "Certificate: of " + name + "\n  Ähnliches\n\n" + text);
    files.replaceAll((name, text) -> text.replace("\n", "\r\n") + "\r\n\r\ntrailing");
    mesh.write("east", files);
    mesh.write(
        "west",
        ImportedMesh.cacerts(ImportedMesh.signer("west", ForeignCa.ec("secp256r1"), root), root));

    mesh.imports("--cacerts", "certs");

    assertThat(mesh.sealed("east")).isEqualTo(files);
    assertThat(mesh.workspace().read(ImportedMesh.SEALED.formatted("east")))
        .doesNotContain("CERTIFICATE", "hnliches");
    Run reseal = mesh.workspace().holding(TestMesh.CLUSTERS_KEY).run("reseal");
    assertThat(reseal.code()).as(reseal.err()).isEqualTo(ExitCode.OK);
    assertThat(reseal.err()).contains("nothing to change").doesNotContain("resealed");
    assertThat(mesh.sealed("east")).isEqualTo(files);
  }

  /** istiod reads the same bytes under these names. */
  @Test
  void takesTheLayoutOfCertManager() throws Exception {
    ImportedMesh mesh = ImportedMesh.in(folder);
    ForeignCa root = ImportedMesh.root();
    ForeignCa signer = ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), root);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("tls.crt", signer.pem());
    files.put("tls.key", signer.sec1());
    files.put("ca.crt", root.pem());
    mesh.workspace().write("secret.yaml", ImportedMesh.secret(files, "kubernetes.io/tls"));

    mesh.imports("east", "--cacerts", "secret.yaml");

    assertThat(mesh.sealed("east"))
        .isEqualTo(
            Map.of(
                "ca-cert.pem", signer.pem(),
                "ca-key.pem", signer.sec1(),
                "cert-chain.pem", signer.pem(),
                "root-cert.pem", root.pem()));
  }

  /** The Makefile's folder has one for each cluster, and other files. */
  @Test
  void takesAllClustersOfAFolder() {
    ImportedMesh mesh = ImportedMesh.below(folder, ImportedMesh.root());

    assertIsKept(mesh);
  }

  /** Odd, and right: istiod takes them, and so do proxies. */
  @Test
  void acceptsWhatOnlyLooksWrong() throws Exception {
    ImportedMesh mesh = ImportedMesh.in(folder);
    Map<String, String> files = ImportedMesh.cacerts(odd("first"), ODD);
    // Another root of the same name, as the Makefile makes it; and the same root issued again.
    files.put("root-cert.pem", ImportedMesh.root().pem() + ODD.pem() + AGAIN.pem());
    mesh.write("east", files);
    // Another certificate of the same key.
    files = ImportedMesh.cacerts(odd("second"), ODD);
    mesh.write("west", files);

    mesh.imports("--cacerts", "certs");

    assertThat(mesh.sealed("west")).isEqualTo(files);
    assertThat(mesh.workspace().read("rendered/trust/root-cert.pem")).endsWith("\n" + ODD.pem());
    assertIsKept(mesh);
    mesh.write("east", ImportRefusedTest.crossSigned(true));
    assertThat(mesh.run("east", "--cacerts", "certs/east").err())
        .contains("error[MG1051]")
        .doesNotContain("MG1045");
  }

  private static ForeignCa odd(String name) {
    return ForeignCa.of("CN=" + name, SHARED, Workspace.NOW).issuedBy(ODD);
  }

  /** Some guides give all clusters the same Secret, and such a mesh runs. */
  @Test
  void acceptsOneIntermediateForAllClusters() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    ForeignCa root = ImportedMesh.root();
    Map<String, String> files =
        ImportedMesh.cacerts(ImportedMesh.signer("all", ForeignCa.rsa(2048), root), root);
    mesh.write("east", files);
    mesh.write("west", files);

    mesh.imports("--cacerts", "certs");

    assertThat(mesh.workspace().run("render", "--check").code()).isEqualTo(ExitCode.OK);
  }

  /** Below more than one authority, and with a second root that is trusted already. */
  @Test
  void takesDeepChainsAndBundles() throws Exception {
    ImportedMesh mesh = ImportedMesh.in(folder);
    ForeignCa root = ImportedMesh.root();
    ForeignCa second =
        ForeignCa.of("CN=next", ForeignCa.ec("secp384r1"), Workspace.NOW).selfSigned();
    ForeignCa company =
        ForeignCa.of("CN=company", ForeignCa.rsa(3072), Workspace.NOW).pathLength(1).issuedBy(root);
    ForeignCa signer = ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), company);
    Map<String, String> deep = ImportedMesh.cacerts(signer, root);
    deep.put("cert-chain.pem", signer.pem() + company.pem());
    deep.put("root-cert.pem", second.pem() + root.pem());
    mesh.write("east", deep);
    mesh.write(
        "west",
        ImportedMesh.cacerts(ImportedMesh.signer("west", ForeignCa.ec("secp256r1"), root), root));

    mesh.imports("--cacerts", "certs");

    assertThat(mesh.sealed("east")).isEqualTo(deep);
    assertThat(mesh.workspace().read("rendered/trust/root-cert.pem")).endsWith("\n" + root.pem());
    assertIsKept(mesh);
  }

  @Test
  void anotherSpecIsANoteAndNoReason() {
    ImportedMesh mesh = ImportedMesh.below(folder, ImportedMesh.root());
    Workspace workspace = mesh.workspace().holding(TestMesh.CLUSTERS_KEY);
    String sealed = workspace.read(ImportedMesh.SEALED.formatted("east"));
    workspace.replace(
        "mesh.yaml",
        "{authority: {files: {}}}",
        "{authority: {files: {}}, intermediate: {key: rsa-3072, validity: 90d}}");

    Run run = workspace.run("render", "--strict");

    assertThat(run.err()).contains("note[MG1054]", "east (ecdsa-p256), west (ecdsa-p256)");
    assertThat(run.err()).doesNotContain("error[").doesNotContain("issued");
    assertThat(workspace.run("render").code()).isEqualTo(ExitCode.OK);
    assertThat(workspace.read(ImportedMesh.SEALED.formatted("east"))).isEqualTo(sealed);
  }

  @Test
  void warnsBeforeTheyExpire() {
    ImportedMesh mesh = ImportedMesh.below(folder, ImportedMesh.root());
    Workspace workspace = mesh.workspace().at(Workspace.NOW.plus(Duration.ofDays(3000)));

    assertThat(workspace.run("render", "--check").err())
        .contains("MG1010", "the root expires on", "the intermediate of \"east\" expires on");

    workspace.at(Workspace.NOW.plus(Duration.ofDays(4000)));
    assertThat(workspace.run("render", "--check").err()).contains("error[MG1019]");
  }

  /** What has been imported by mistake, or changed since, is found without a key or with one. */
  @Test
  void findsWhatWasExchanged() {
    ImportedMesh mesh = ImportedMesh.below(folder, ImportedMesh.root());
    Workspace workspace = mesh.workspace();
    String other = workspace.read(ImportedMesh.SEALED.formatted("west"));
    workspace.write(ImportedMesh.SEALED.formatted("east"), other.replace("/west/", "/east/"));

    assertThat(workspace.run("render", "--check").err()).contains("error[MG1002]");

    String sha256 = Sha256.hex(workspace.bytes(ImportedMesh.SEALED.formatted("east")));
    String lock = workspace.read(ImportedMesh.LOCK.formatted("east"));
    workspace.write(
        ImportedMesh.LOCK.formatted("east"),
        lock.replaceFirst("    sha256: \"[0-9a-f]{64}\"", "    sha256: \"" + sha256 + "\""));
    assertThat(workspace.run("render", "--check").err()).contains("error[MG1060]");
  }

  @Test
  void theRootsCertificateBelongsToItsLock() {
    ImportedMesh mesh = ImportedMesh.below(folder, ImportedMesh.root());
    Workspace workspace = mesh.workspace();
    String published = workspace.read("rendered/trust/root-cert.pem");

    workspace.delete("rendered/trust/root-cert.pem");
    assertThat(workspace.run("render").err()).contains("error[MG1053]");
    mesh.imports("--cacerts", "certs");
    assertThat(workspace.read("rendered/trust/root-cert.pem")).isEqualTo(published);

    workspace.write("rendered/trust/root-cert.pem", ImportedMesh.root().pem());
    assertThat(workspace.run("render", "--check").err()).contains("error[MG1053]");
    workspace.write("rendered/trust/root-cert.pem", published);

    workspace.replace("rendered/trust/meshgen.lock", "notAfter: \"20", "notAfter: \"21");
    assertThat(workspace.run("render", "--check").err()).contains("error[MG1026]");
  }

  @Test
  void aLostLockIsWrittenAnew() {
    ImportedMesh mesh = ImportedMesh.below(folder, ImportedMesh.root());
    Workspace workspace = mesh.workspace().holding(TestMesh.CLUSTERS_KEY);
    String lock = workspace.read(ImportedMesh.LOCK.formatted("east"));
    workspace.delete(ImportedMesh.LOCK.formatted("east"));

    Run run = workspace.run("adopt", "clusters/east/trust/cacerts.sops.yaml");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(workspace.read(ImportedMesh.LOCK.formatted("east"))).isEqualTo(lock);
  }

  @Test
  void newRecipientsGetTheSameBytes() throws Exception {
    ImportedMesh mesh = ImportedMesh.below(folder, ImportedMesh.root());
    Workspace workspace = mesh.workspace().holding(TestMesh.CLUSTERS_KEY);
    Map<String, String> before = mesh.sealed("east");
    String added = workspace.identity("keys/new.agekey");
    workspace.replace(
        "mesh.yaml",
        "        - " + mesh.mesh().clustersRecipient() + "\n      root",
        "        - " + mesh.mesh().clustersRecipient() + "\n        - " + added + "\n      root");

    Run run = workspace.run("render");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(mesh.sealed("east")).isEqualTo(before);
    assertThat(workspace.read(ImportedMesh.LOCK.formatted("east"))).contains(added, "imported: ");
  }

  @Test
  void whatWouldNeedTheKeySaysWhichImportBringsIt() {
    ImportedMesh mesh = ImportedMesh.below(folder, ImportedMesh.root());
    Workspace workspace = mesh.workspace();
    List<String> said = new ArrayList<>();
    said.add(workspace.run("rotate", "east").err());
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    said.add(workspace.run("render").err());

    assertThat(said)
        .allSatisfy(
            err ->
                assertThat(err)
                    .contains(
                        "error[MG1052]", "meshgen trust import --certificate FILE --key FILE"));
  }

  @Test
  void needsTheAuthorityInTheSpec() {
    Workspace workspace = TestMesh.in(folder).workspace();

    Run run = workspace.run("trust", "import", "east", "--cacerts", "certs");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("requires `trust.authority: {files: {}}`", "`generated`");
  }
}
