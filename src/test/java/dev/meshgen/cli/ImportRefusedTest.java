package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cacerts that istiod would refuse, or that no peer would accept, are not taken over. */
class ImportRefusedTest {
  private static final ForeignCa ROOT = ImportedMesh.root();
  private static final ForeignCa SIGNER =
      ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), ROOT);

  private static final ForeignCa LISTS =
      ForeignCa.of("CN=root", ForeignCa.ec("secp256r1"), Workspace.NOW).signingLists().selfSigned();
  private static final ForeignCa LISTED =
      ForeignCa.of("CN=east", ForeignCa.ec("secp256r1"), Workspace.NOW)
          .signingLists()
          .issuedBy(LISTS);

  @TempDir Path folder;

  private static Map<String, String> withLists(String lists) {
    Map<String, String> files = ImportedMesh.cacerts(LISTED, LISTS);
    files.put("ca-crl.pem", lists);
    return files;
  }

  private static Map<String, String> good() {
    return ImportedMesh.cacerts(SIGNER, ROOT);
  }

  private static Map<String, String> with(Consumer<Map<String, String>> change) {
    Map<String, String> files = good();
    change.accept(files);
    return files;
  }

  /** An authority that another root has signed as well, as when a company changes its root. */
  static Map<String, String> crossSigned(boolean rightFirst) {
    ForeignCa.Profile company =
        ForeignCa.of("CN=company", ForeignCa.ec("secp256r1"), Workspace.NOW);
    ForeignCa right = company.issuedBy(ROOT);
    ForeignCa other = company.serial(2).issuedBy(ImportedMesh.root(ForeignCa.ec("secp256r1")));
    ForeignCa signer = ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), right);
    Map<String, String> files = ImportedMesh.cacerts(signer, ROOT);
    files.put(
        "cert-chain.pem",
        signer.pem() + (rightFirst ? right.pem() + other.pem() : other.pem() + right.pem()));
    return files;
  }

  private static ForeignCa.Profile east() {
    return ForeignCa.of("CN=east", ForeignCa.ec("secp256r1"), Workspace.NOW);
  }

  private static Map<String, String> of(ForeignCa signer) {
    return ImportedMesh.cacerts(signer, ROOT);
  }

  private static Map<String, String> below(ForeignCa root) {
    return ImportedMesh.cacerts(ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), root), root);
  }

  static Stream<Arguments> refused() {
    ForeignCa second = ImportedMesh.signer("west", ForeignCa.ec("secp256r1"), ROOT);
    Duration year = Duration.ofDays(365);
    return Stream.of(
        refused("no key", with(files -> files.remove("ca-key.pem")), Code.CACERTS_FORM),
        refused("no root", with(files -> files.remove("root-cert.pem")), Code.CACERTS_FORM),
        refused(
            "what istiod made for itself",
            with(files -> files.put("istio-generated", "true")),
            Code.CACERTS_FORM),
        refused(
            "the TLS layout without its root",
            Map.of("tls.crt", SIGNER.pem(), "tls.key", SIGNER.pkcs8()),
            Code.CACERTS_FORM),
        refused(
            "binary", with(files -> files.put("ca-key.pem", "\u0000\u0001")), Code.IMPORTED_KEY),
        refused(
            "text instead of a certificate",
            with(files -> files.put("ca-cert.pem", "hello\n")),
            Code.IMPORTED_CERTIFICATE),
        refused(
            "a certificate that is cut off",
            with(files -> files.put("ca-cert.pem", SIGNER.pem().substring(0, 200))),
            Code.IMPORTED_CERTIFICATE),
        refused(
            "a private key in the chain",
            with(files -> files.merge("cert-chain.pem", SIGNER.pkcs8(), String::concat)),
            Code.IMPORTED_CERTIFICATE),
        refused(
            "a public key",
            with(files -> files.put("ca-key.pem", SIGNER.publicKey())),
            Code.IMPORTED_KEY),
        refused(
            "parameters before the key",
            with(
                files ->
                    files.put(
                        "ca-key.pem",
                        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC"
                            + " PARAMETERS-----\n"
                            + SIGNER.sec1())),
            Code.IMPORTED_KEY),
        refused(
            "the key of another cluster",
            with(files -> files.put("ca-key.pem", second.pkcs8())),
            Code.IMPORTED_PAIR),
        refused("a leaf", of(east().leaf().issuedBy(ROOT)), Code.IMPORTED_NO_AUTHORITY),
        refused(
            "no right to sign",
            of(east().withoutSigning().issuedBy(ROOT)),
            Code.IMPORTED_NO_AUTHORITY),
        refused(
            "another trust domain",
            of(east().permittingUri("other.example").issuedBy(ROOT)),
            Code.IMPORTED_NO_AUTHORITY),
        refused(
            "the root first",
            with(files -> files.put("cert-chain.pem", ROOT.pem() + SIGNER.pem())),
            Code.IMPORTED_CHAIN),
        refused(
            "another root",
            with(files -> files.put("root-cert.pem", ImportedMesh.root().pem())),
            Code.IMPORTED_CHAIN),
        refused("signed by two, and the wrong one first", crossSigned(false), Code.IMPORTED_CHAIN),
        refused(
            "a root with the name of the right one",
            with(
                files ->
                    files.put("root-cert.pem", ImportedMesh.root(ForeignCa.ec("secp256r1")).pem())),
            Code.IMPORTED_CHAIN),
        refused(
            "a root without room",
            below(
                ForeignCa.of("CN=root", ForeignCa.ec("secp256r1"), Workspace.NOW)
                    .pathLength(0)
                    .selfSigned()),
            Code.IMPORTED_PATH_LENGTH),
        refused(
            "a list that is not one",
            with(files -> files.put("ca-crl.pem", "a list\n")),
            Code.REVOCATIONS_REFUSED),
        refused(
            "lists without that of the root",
            withLists(LISTED.revoking(Workspace.NOW, 30)),
            Code.REVOCATIONS_REFUSED),
        refused(
            "lists of which one has ended",
            withLists(
                LISTED.revoking(Workspace.NOW, 30)
                    + LISTS.revoking(Workspace.NOW.minus(Duration.ofDays(40)), 30)),
            Code.REVOCATIONS_REFUSED),
        refused(
            "lists and text",
            withLists(
                LISTED.revoking(Workspace.NOW, 30) + "and\n" + LISTS.revoking(Workspace.NOW, 30)),
            Code.REVOCATIONS_REFUSED),
        refused(
            "lists of those that may sign none",
            with(
                files ->
                    files.put(
                        "ca-crl.pem",
                        SIGNER.revoking(Workspace.NOW, 30) + ROOT.revoking(Workspace.NOW, 30))),
            Code.REVOCATIONS_REFUSED),
        refused(
            "expired",
            of(
                east()
                    .valid(Workspace.NOW.minus(year), Workspace.NOW.minusSeconds(1))
                    .issuedBy(ROOT)),
            Code.IMPORTED_EXPIRED),
        refused(
            "not yet valid",
            of(east().valid(Workspace.NOW.plusSeconds(1), Workspace.NOW.plus(year)).issuedBy(ROOT)),
            Code.IMPORTED_EXPIRED),
        refused("a short RSA key", of(foreign(ForeignCa.rsa(1024))), Code.IMPORTED_ALGORITHM),
        refused("P-521", of(foreign(ForeignCa.ec("secp521r1"))), Code.IMPORTED_ALGORITHM),
        refused("Ed25519", of(foreign(ForeignCa.ed25519())), Code.IMPORTED_ALGORITHM),
        refused(
            "a root of Ed25519",
            below(ImportedMesh.root(ForeignCa.ed25519())),
            Code.IMPORTED_ALGORITHM));
  }

  private static ForeignCa foreign(KeyPair keys) {
    return ForeignCa.of("CN=east", keys, Workspace.NOW).issuedBy(ROOT);
  }

  private static Arguments refused(String what, Map<String, String> files, Code code) {
    return Arguments.of(what, files, code);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefused(String ignored, Map<String, String> files, Code code) {
    ImportedMesh mesh = ImportedMesh.in(folder);
    mesh.write("east", files);
    mesh.workspace().write("east.yaml", ImportedMesh.secret(files, "Opaque"));
    for (String path : List.of("certs/east", "east.yaml")) {
      Run run = mesh.run("east", "--cacerts", path);

      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err()).contains(path + ": error[" + code.id() + "]");
      assertThat(mesh.workspace().exists("rendered")).isFalse();
    }
  }

  /** Go takes none of version 3 for a root, and istiod with several roots none of version 1. */
  @Test
  void aRootThatSaysNothingOfItself() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    ForeignCa.Profile root = ForeignCa.of("CN=root", ForeignCa.ec("secp256r1"), Workspace.NOW);
    mesh.write("east", below(root.ofFirstVersion().selfSigned()));
    mesh.write(
        "west",
        below(
            ForeignCa.of("CN=root", ForeignCa.ec("secp256r1"), Workspace.NOW).bare().selfSigned()));

    assertThat(mesh.run("east", "--cacerts", "certs/east").err())
        .contains("certs/east: error[MG1044]", "does not start with such a root");
    assertThat(mesh.run("west", "--cacerts", "certs/west").err())
        .contains("certs/west: error[MG1044]", "(no CA basic constraint)");
    assertThat(mesh.workspace().exists("rendered")).isFalse();
  }

  /** istiod with several roots looks at those alone. */
  @Test
  void anotherOfFirstVersionIsNoRoot() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    ForeignCa root = ImportedMesh.root();
    ForeignCa above =
        ForeignCa.of("CN=above", ForeignCa.ec("secp256r1"), Workspace.NOW)
            .ofFirstVersion()
            .issuedBy(root);
    ForeignCa signer = ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), above);
    Map<String, String> files = ImportedMesh.cacerts(signer, root);
    files.put("cert-chain.pem", signer.pem() + above.pem());
    mesh.write("east", files);
    mesh.write("west", ImportedMesh.cacerts(above, SIGNER));

    for (String cluster : List.of("east", "west")) {
      assertThat(mesh.run(cluster, "--cacerts", "certs/" + cluster).err())
          .contains(
              "error[MG1044]", "\"CN=above\" is not a CA certificate (no CA basic constraint)")
          .doesNotContain("such a root");
    }
  }

  @Test
  void isNotASecret() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    for (String text :
        List.of(
            "",
            "hello",
            "a: [",
            "kind: ConfigMap\ndata: {}\n",
            "kind: Secret\n---\nkind: Secret\n",
            "kind: List\nitems: []\n",
            "kind: Secret\ndata: {ca-cert.pem: '***'}\n",
            ImportedMesh.secret(Map.of("ca-cert.pem", SIGNER.pem()), "Opaque"))) {
      mesh.workspace().write("input", text);

      Run run = mesh.run("east", "--cacerts", "input");

      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err()).contains("input: error[MG1040]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: {ca-key.pem: null} | data.ca-key.pem is null",
        "data: {ca-key.pem: } | data.ca-key.pem is null",
        "data: {ca-key.pem: ''} | data.ca-key.pem is empty",
        "data: {ca-key.pem: 42} | data.ca-key.pem is not a string",
        "data: {ca-key.pem: [LS0t]} | data.ca-key.pem is not a string",
        "data: {ca-key.pem: {a: b}} | data.ca-key.pem is not a string",
        "data: {ca-key.pem: 'LS0t!'} | data.ca-key.pem is not base64",
        "data: [LS0t] | data of the Secret is not a mapping",
        "data: null | ca-cert.pem is missing",
        "stringData: LS0t | stringData of the Secret is not a mapping",
        "stringData: {ca-key.pem: null} | stringData.ca-key.pem is null"
      })
  void saysWhichFieldOfASecretHoldsNothing(String field, String expected) {
    ImportedMesh mesh = ImportedMesh.in(folder);
    mesh.workspace().write("input", "kind: Secret\n" + field + "\n");

    Run run = mesh.run("east", "--cacerts", "input");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("input: error[MG1040]: " + expected);
    assertThat(mesh.workspace().exists("rendered")).isFalse();
  }

  @Test
  void knowsTheMarkOfIstiodWhichIsEmpty() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    Map<String, String> files = good();
    files.put("istio-generated", "");
    mesh.workspace().write("input", ImportedMesh.secret(files, "istio.io/ca-root"));

    Run run = mesh.run("east", "--cacerts", "input");

    assertThat(run.err()).contains("input: error[MG1040]: istio-generated must be absent");
  }

  @Test
  void takesStringDataInsteadOfDataAsTheApiServerDoes() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    Map<String, String> files = good();
    String key = files.put("ca-key.pem", "of somebody else");
    String secret = ImportedMesh.secret(files, "Opaque");
    mesh.workspace()
        .write(
            "input", secret + "stringData: {ca-key.pem: \"" + key.replace("\n", "\\n") + "\"}\n");

    mesh.imports("east", "--cacerts", "input");
  }

  @Test
  void takesNoNoticeOfTheTlsLayoutBesideTheFourFiles() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    String secret = ImportedMesh.secret(good(), "kubernetes.io/tls");
    mesh.workspace()
        .write("input", secret + "stringData: {tls.crt: \"\", tls.key: null, ca.crt: 1}\n");

    mesh.imports("east", "--cacerts", "input");
  }

  @Test
  void ofTwoMeshes() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    mesh.write("east", good());
    mesh.write("west", below(ImportedMesh.root()));
    mesh.imports("east", "--cacerts", "certs/east");
    Map<String, String> tree = mesh.workspace().tree("rendered");

    Run later = mesh.run("west", "--cacerts", "certs/west");
    assertThat(later.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(later.err()).contains("certs/west: error[" + Code.ROOTS_DIFFER.id() + "]");
    assertThat(mesh.workspace().tree("rendered")).isEqualTo(tree);

    mesh.workspace().delete("rendered");
    assertThat(mesh.run("--cacerts", "certs").err())
        .contains("certs/west: error[" + Code.ROOTS_DIFFER.id() + "]");
    assertThat(mesh.workspace().exists("rendered/trust")).isFalse();
  }

  @Test
  void misusedCommandLines() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    mesh.write("east", good());
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("east", "with `files`, pass --cacerts");
    wrong.put("eats --cacerts certs/east", "did you mean \"east\"?");
    wrong.put("--cacerts certs/east", "missing CLUSTER");
    wrong.put("--certificate a", "require each other");
    wrong.put("--pkcs12 a --key b", "--pkcs12 conflicts with --certificate");
    wrong.put("east --pkcs12 a", "for the whole mesh");
    wrong.put("--pkcs12 a --cacerts b", "in separate runs");
    wrong.put("east --cacerts - -f -", "cannot both be standard input");
    wrong.put(
        "--pkcs12 a --password-file b --password-env C",
        "--password-file conflicts with --password-env");
    wrong.forEach(
        (words, expected) -> {
          Run run = mesh.run(words.split(" "));
          assertThat(run.err()).contains(expected);
          assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        });
    assertThat(mesh.run("east", "--cacerts", "nowhere").code()).isEqualTo(ExitCode.ENVIRONMENT);
  }
}
