package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.pki.ForeignCa.Profile;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Certificates and keys as people have them, by every way in: each kind is either taken, or refused
 * with the code of what is wrong, and then nothing is written. What Vault answers, which is made
 * while it is asked, is in {@code UnreliableVaultTest}.
 */
class OddInputTest {
  private static final ForeignCa ROOT = ImportedMesh.root();
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String TAKEN = "-";

  @TempDir Path folder;

  /** A kind of input, as files of an authority, of those above it, of its key and of its root. */
  private record Input(String certificate, String above, String key, ForeignCa root) {
    Input text(UnaryOperator<String> change) {
      return new Input(change.apply(certificate), change.apply(above), change.apply(key), root);
    }
  }

  private static Profile company() {
    return ForeignCa.of("CN=company", ForeignCa.ec("secp256r1"), Workspace.NOW);
  }

  private static Input below(ForeignCa above, ForeignCa authority) {
    return of(authority, above.pem());
  }

  private static Input of(ForeignCa authority, String above) {
    return new Input(authority.pem(), above, keyOf(authority), ROOT);
  }

  /** Of an answer to a request the key is elsewhere. */
  private static String keyOf(ForeignCa authority) {
    return authority.key() == null ? "" : authority.pkcs8();
  }

  /** That kind of input, of an authority whose certificate looks like this unless it is odd. */
  private static Input input(String kind, Profile own) {
    ForeignCa company = company().issuedBy(ROOT);
    ForeignCa other = ImportedMesh.root(ForeignCa.ec("secp256r1"));
    return switch (kind) {
      case "expired" ->
          of(
              own.valid(Workspace.NOW.minus(YEAR), Workspace.NOW.minusSeconds(1)).issuedBy(ROOT),
              "");
      case "not yet valid" ->
          of(own.valid(Workspace.NOW.plusSeconds(60), Workspace.NOW.plus(YEAR)).issuedBy(ROOT), "");
      case "expired above" ->
          within(own, company().valid(Workspace.NOW.minus(YEAR), Workspace.NOW.minusSeconds(1)));
      case "wrong order" -> {
        ForeignCa upper =
            ForeignCa.of("CN=upper", ForeignCa.ec("secp256r1"), Workspace.NOW).issuedBy(ROOT);
        ForeignCa lower = company().issuedBy(upper);
        yield of(own.issuedBy(lower), upper.pem() + lower.pem());
      }
      case "cross-signed" -> {
        Profile twice = company();
        ForeignCa right = twice.issuedBy(ROOT);
        yield of(own.issuedBy(right), twice.serial(2).issuedBy(other).pem() + right.pem());
      }
      case "duplicate subject" ->
          of(own.issuedBy(company), company().issuedBy(ROOT).pem() + company.pem());
      case "one key twice" -> {
        Input first = of(own.issuedBy(ROOT), "");
        yield new Input(
            first.certificate() + own.serial(2).issuedBy(ROOT).pem(), "", first.key(), ROOT);
      }
      case "text around" ->
          below(company, own.issuedBy(company)).text(pem -> "Bag Attributes\n" + pem + "\nend\n");
      case "Windows" ->
          below(company, own.issuedBy(company)).text(pem -> pem.replace("\n", "\r\n"));
      case "public key" -> {
        Input right = of(own.issuedBy(ROOT), "");
        yield right.key().isEmpty()
            ? new Input(ROOT.publicKey(), "", "", ROOT)
            : new Input(right.certificate(), "", ROOT.publicKey(), ROOT);
      }
      case "weak RSA above" -> within(own, of(ForeignCa.rsa(1024)));
      case "Ed25519 above" -> within(own, of(ForeignCa.ed25519()));
      case "weak RSA" -> of(of(ForeignCa.rsa(1024)).issuedBy(ROOT), "");
      case "Ed25519" -> of(of(ForeignCa.ed25519()).issuedBy(ROOT), "");
      case "leaf" -> of(own.leaf().issuedBy(ROOT), "");
      case "another root" ->
          new Input(own.issuedBy(other).pem(), "", keyOf(own.issuedBy(other)), ROOT);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Profile of(KeyPair keys) {
    return ForeignCa.of("CN=odd", keys, Workspace.NOW);
  }

  private static Input within(Profile own, Profile above) {
    ForeignCa signer = above.issuedBy(ROOT);
    return below(signer, own.issuedBy(signer));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what           | --key  | --cacerts | answers
          expired           | MG1047 | MG1047 | MG1047
          not yet valid     | MG1047 | MG1047 | MG1047
          expired above     | MG1047 | MG1047 | MG1047
          wrong order       | -      | -      | -
          cross-signed      | -      | MG1045 | -
          duplicate subject | -      | -      | -
          one key twice     | -      | -      | MG1061
          text around       | -      | -      | -
          Windows           | -      | -      | -
          public key        | MG1042 | MG1042 | MG1041
          weak RSA above    | MG1048 | MG1048 | MG1048
          Ed25519 above     | MG1048 | MG1048 | MG1048
          weak RSA          | MG1048 | MG1048 | MG1062
          Ed25519           | MG1048 | MG1048 | MG1062
          leaf              | MG1044 | MG1044 | MG1044
          another root      | MG1045 | MG1045 | MG1045
          """)
  void isTakenOrNamed(String kind, String key, String cacerts, String answers) {
    asKey(kind, key);
    asCacerts(kind, cacerts);
    asAnswer(kind, answers);
  }

  private void asKey(String kind, String expected) {
    ImportedMesh mesh = ImportedMesh.in(folder.resolve("key"));
    Input input = input(kind, ForeignCa.of("CN=mesh", ForeignCa.ec("secp256r1"), Workspace.NOW));
    mesh.workspace()
        .write("ca.pem", input.certificate())
        .write("key.pem", input.key())
        .write("chain.pem", input.above() + input.root().pem());
    decided(
        mesh.workspace(),
        expected,
        "trust",
        "import",
        "--certificate=ca.pem",
        "--key=key.pem",
        "--chain=chain.pem");
  }

  private void asCacerts(String kind, String expected) {
    ImportedMesh mesh = ImportedMesh.in(folder.resolve("cacerts"));
    Input input = input(kind, ForeignCa.of("CN=east", ForeignCa.ec("secp256r1"), Workspace.NOW));
    Map<String, String> files = new LinkedHashMap<>();
    files.put("ca-cert.pem", input.certificate());
    files.put("ca-key.pem", input.key());
    files.put("cert-chain.pem", input.certificate() + input.above());
    files.put("root-cert.pem", input.root().pem());
    mesh.write("east", files);
    decided(mesh.workspace(), expected, "trust", "import", "east", "--cacerts=certs/east");
  }

  private void asAnswer(String kind, String expected) {
    CsrMesh mesh = CsrMesh.answered(folder.resolve("answers"), ROOT);
    mesh.succeeds("trust", "csr", "east");
    Input input = input(kind, mesh.answer("east"));
    mesh.write("signed.pem", input.above() + input.certificate());
    decided(mesh.workspace(), expected, "trust", "import", "signed.pem");
  }

  /**
   * Either it succeeds, or there is one code, of which there is a page, and nothing has changed.
   */
  private static void decided(Workspace workspace, String expected, String... command) {
    SortedMap<String, String> before = workspace.tree("rendered");
    Run run = workspace.run(command);
    if (expected.equals(TAKEN)) {
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(workspace.tree("rendered")).isNotEqualTo(before);
      return;
    }
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[" + expected + "]");
    assertThat(errors(run)).containsOnly(expected);
    assertThat(Code.of(expected)).isPresent();
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  private static List<String> errors(Run run) {
    return run.err()
        .lines()
        .flatMap(line -> Stream.of(line.split("error\\[", 2)).skip(1))
        .map(rest -> rest.substring(0, 6))
        .toList();
  }

  /** The certificate of a root that is to take the place of another. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          expired           | MG1047
          not yet valid     | MG1047
          text around       | -
          Windows           | -
          public key        | MG1041
          private key       | MG1041
          two certificates  | MG1041
          weak RSA          | MG1048
          Ed25519           | MG1048
          leaf              | MG1044
          signed by another | MG1045
          its namesake      | MG1045
          nothing           | MG1041
          """)
  void asTheNextRoot(String kind, String expected) {
    ImportedMesh mesh = ImportedMesh.below(folder, ROOT);
    mesh.workspace().write("next.pem", nextRoot(kind));
    decided(
        mesh.workspace(),
        expected,
        "trust",
        "rotate",
        "root",
        "distribute",
        "--certificate=next.pem");
  }

  private static String nextRoot(String kind) {
    Profile next = ForeignCa.of("CN=next", ForeignCa.ec("secp384r1"), Workspace.NOW);
    ForeignCa good = next.selfSigned();
    return switch (kind) {
      case "expired" ->
          next.valid(Workspace.NOW.minus(YEAR), Workspace.NOW.minusSeconds(1)).selfSigned().pem();
      case "not yet valid" ->
          next.valid(Workspace.NOW.plusSeconds(60), Workspace.NOW.plus(YEAR)).selfSigned().pem();
      case "text around" -> "subject=CN=next\n" + good.pem() + "end\n";
      case "Windows" -> good.pem().replace("\n", "\r\n");
      case "public key" -> good.publicKey();
      case "private key" -> good.pkcs8();
      case "two certificates" -> good.pem() + ROOT.pem();
      case "weak RSA" -> of(ForeignCa.rsa(1024)).selfSigned().pem();
      case "Ed25519" -> of(ForeignCa.ed25519()).selfSigned().pem();
      case "leaf" -> next.leaf().selfSigned().pem();
      case "signed by another" -> next.issuedBy(ROOT).pem();
      case "its namesake" ->
          next.issuedBy(
                  ForeignCa.of("CN=next", ForeignCa.ec("secp384r1"), Workspace.NOW).selfSigned())
              .pem();
      default -> "";
    };
  }
}
