package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.ForeignCa;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests go out, certificates come in, and nothing that is sealed is opened for it. */
class CsrTest {
  private static final ForeignCa ROOT = CsrMesh.root();

  @TempDir Path folder;

  @Test
  void writesAKeyAndARequestForEachClusterWithAnIstiod() {
    CsrMesh mesh = CsrMesh.in(folder);
    Run first = mesh.succeeds("render");
    assertThat(first.err())
        .contains("warning[" + Code.CERTIFICATE_AWAITED.id(), "\"east\", \"west\"");
    assertThat(mesh.workspace().tree("rendered").keySet()).noneMatch(path -> path.contains("csr"));

    Run run = mesh.succeeds("trust", "csr");

    assertThat(run.err())
        .contains("wrote rendered/clusters/east/request/cacerts.csr.pem: have it signed")
        .contains("\"east\", \"west\" wait for certificates");
    for (String cluster : List.of("east", "west")) {
      assertThat(mesh.request(cluster)).contains("-----BEGIN CERTIFICATE REQUEST-----");
      assertThat(mesh.workspace().read(CsrMesh.KEY.formatted(cluster)))
          .contains("kind: RequestedCertificateAuthority", "ca-key.pem: ENC[")
          .doesNotContain("kind: Secret");
      assertThat(mesh.workspace().exists(CsrMesh.CACERTS.formatted(cluster))).isFalse();
      assertThat(
              mesh.workspace().read("rendered/clusters/" + cluster + "/trust/kustomization.yaml"))
          .contains("resources: []");
    }
    assertThat(mesh.run("render", "--check").code()).isZero();
    assertThat(mesh.run("render", "--frozen").code()).isZero();
    assertThat(mesh.run("render", "--check", "--strict").code()).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void doesNotMakeASecondKeyUnlessOneIsWanted() {
    CsrMesh mesh = CsrMesh.requested(folder);
    SortedMap<String, String> before = mesh.workspace().tree("rendered");

    mesh.succeeds("trust", "csr");
    mesh.succeeds("trust", "csr", "east");
    mesh.succeeds("rotate", "east");
    assertThat(mesh.workspace().tree("rendered")).isEqualTo(before);

    mesh.succeeds("trust", "csr", "east", "--again");
    assertThat(Workspace.difference(before, mesh.workspace().tree("rendered")))
        .containsOnlyKeys(
            "clusters/east/meshgen.lock",
            "clusters/east/request/cacerts.csr.pem",
            "clusters/east/request/cacerts.sops.yaml");
    assertThat(mesh.workspace().read(CsrMesh.LOCK.formatted("east"))).contains("generation: 2");
  }

  @Test
  void completesCacertsWithWhatComesBackAndOpensNothing() throws Exception {
    CsrMesh mesh = CsrMesh.requested(folder);
    ForeignCa issuing = CsrMesh.issuing(ROOT);
    String key = sealedKey(mesh, CsrMesh.KEY, "east");
    mesh.write("all.pem", ROOT.pem() + issuing.pem() + mesh.answer("east").issuedBy(issuing).pem());

    Run run = mesh.succeeds("trust", "import", "all.pem");

    assertThat(run.err()).contains("completed cacerts of east", "\"west\" waits");
    assertThat(sealedKey(mesh, CsrMesh.CACERTS, "east")).isEqualTo(key);
    assertThat(mesh.workspace().exists(CsrMesh.KEY.formatted("east"))).isFalse();
    assertThat(mesh.workspace().exists(CsrMesh.REQUEST.formatted("east"))).isFalse();
    assertThat(mesh.workspace().read("rendered/trust/root-cert.pem")).contains(ROOT.pem());
    assertThat(mesh.run("render", "--check").code()).isZero();

    Map<String, SecretBytes> files = new HashMap<>();
    Sops.with(mesh.workspace(), TestMesh.CLUSTERS_KEY)
        .open(CsrMesh.CACERTS.formatted("east"))
        .forEach((name, text) -> files.put(name, SecretBytes.ofUtf8(text)));
    assertThat(ChainVerifier.find(files, Workspace.NOW)).isEmpty();
    assertThat(new String(files.get(CaCerts.CERT_CHAIN).copy(), StandardCharsets.US_ASCII))
        .endsWith(issuing.pem())
        .doesNotContain(ROOT.pem());

    mesh.workspace().holding(TestMesh.CLUSTERS_KEY);
    assertThat(mesh.succeeds("render", "--verify").err()).contains("verified 2 of 2 sealed files");
  }

  private static String sealedKey(CsrMesh mesh, String path, String cluster) {
    return mesh.workspace()
        .read(path.formatted(cluster))
        .lines()
        .filter(line -> line.contains("ca-key.pem"))
        .findFirst()
        .orElseThrow();
  }

  /** The order of files, and which certificates lie in which, must not matter. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void takesCertificatesInAnyOrder(long seed) {
    CsrMesh mesh = CsrMesh.requested(folder);
    ForeignCa issuing = CsrMesh.issuing(ROOT);
    List<ForeignCa> all =
        new ArrayList<>(
            List.of(
                ROOT,
                issuing,
                mesh.answer("east").issuedBy(issuing),
                mesh.answer("west").issuedBy(issuing),
                ROOT));
    Random random = new Random(seed);
    Collections.shuffle(all, random);
    List<String> command = new ArrayList<>(List.of("trust", "import"));
    for (int i = 0; i < all.size(); i++) {
      String file = "signed-" + (i - random.nextInt(2) * (i % 2)) + ".pem";
      String before = mesh.workspace().exists(file) ? mesh.workspace().read(file) : "";
      mesh.write(file, before + "from the ceremony\r\n\n" + all.get(i).pem());
      if (!command.contains(file)) {
        command.add(file);
      }
    }

    Run run = mesh.succeeds(command.toArray(String[]::new));

    assertThat(run.err()).contains("completed cacerts of east", "completed cacerts of west");
    assertThat(run.err()).doesNotContain("MG106");
    assertThat(mesh.run("render", "--check", "--strict").err()).doesNotContain("MG106");
  }

  @Test
  void takesDerToo() throws Exception {
    CsrMesh mesh = CsrMesh.requested(folder);
    Files.write(folder.resolve("east.cer"), mesh.answer("east").issuedBy(ROOT).der());
    mesh.write("root.pem", ROOT.pem());

    mesh.succeeds("trust", "import", "east.cer", "root.pem");

    assertThat(mesh.workspace().exists(CsrMesh.CACERTS.formatted("east"))).isTrue();
  }

  @Test
  void keepsWhatAClusterHasUntilTheNextIsSigned() {
    CsrMesh mesh = CsrMesh.answered(folder, ROOT);
    String used = mesh.workspace().read(CsrMesh.CACERTS.formatted("east"));

    Run asked = mesh.succeeds("rotate", "east");
    assertThat(asked.err()).contains("note[" + Code.RENEWAL_AWAITED.id());
    assertThat(mesh.workspace().read(CsrMesh.CACERTS.formatted("east"))).isEqualTo(used);
    assertThat(mesh.run("render", "--check").code()).isZero();

    mesh.write("next.pem", mesh.answer("east").issuedBy(ROOT).pem());
    mesh.succeeds("trust", "import", "next.pem");
    assertThat(mesh.workspace().read(CsrMesh.CACERTS.formatted("east"))).isNotEqualTo(used);
    assertThat(mesh.workspace().read(CsrMesh.LOCK.formatted("east"))).contains("generation: 2");
    assertThat(mesh.run("render", "--check").err()).doesNotContain("MG106");
  }

  /** Every night again, until somebody signs. */
  @Test
  void asksOnceForWhatIsDue() {
    CsrMesh mesh = CsrMesh.answered(folder, ROOT);
    String due = mesh.workspace().read(CsrMesh.CACERTS.formatted("east"));
    mesh.workspace().at(Workspace.NOW.plus(Duration.ofDays(300)));

    Run first = mesh.succeeds("trust", "renew");

    assertThat(first.err()).contains("note[" + Code.RENEWAL_AWAITED.id());
    assertThat(mesh.workspace().read(CsrMesh.CACERTS.formatted("east"))).isEqualTo(due);
    SortedMap<String, String> before = mesh.workspace().tree("rendered");
    mesh.succeeds("trust", "renew");
    assertThat(mesh.workspace().tree("rendered")).isEqualTo(before);
  }

  @Test
  void importsTheSameTwice() {
    CsrMesh mesh = CsrMesh.answered(folder, ROOT);
    SortedMap<String, String> before = mesh.workspace().tree("rendered");

    Run again = mesh.succeeds("trust", "import", "east.pem", "west.pem", "root.pem");

    assertThat(again.err()).doesNotContain("MG106");
    assertThat(mesh.workspace().tree("rendered")).isEqualTo(before);
  }

  @Test
  void dropsARequest() {
    CsrMesh mesh = CsrMesh.answered(folder, ROOT);
    SortedMap<String, String> before = mesh.workspace().tree("rendered");
    mesh.succeeds("trust", "csr", "east");

    mesh.succeeds("trust", "csr", "east", "--withdraw");

    assertThat(mesh.workspace().tree("rendered")).isEqualTo(before);
  }

  static Stream<Arguments> refused() {
    Duration year = Duration.ofDays(365);
    Instant now = Workspace.NOW;
    ForeignCa other = CsrMesh.root();
    ForeignCa noRoom =
        ForeignCa.of("CN=narrow", ForeignCa.ec("secp256r1"), now).pathLength(0).issuedBy(ROOT);
    ForeignCa elsewhere =
        ForeignCa.of("CN=elsewhere", ForeignCa.ec("secp256r1"), now)
            .permittingUri("other.example")
            .issuedBy(ROOT);
    ForeignCa ed25519 =
        ForeignCa.of("CN=modern", ForeignCa.ed25519(), now).pathLength(1).issuedBy(ROOT);
    ForeignCa weak = ForeignCa.of("CN=weak", ForeignCa.rsa(1024), now).pathLength(1).issuedBy(ROOT);
    return Stream.of(
        refused(Code.IMPORTED_NO_AUTHORITY, east -> List.of(east.leaf().issuedBy(ROOT))),
        refused(Code.IMPORTED_NO_AUTHORITY, east -> List.of(east.withoutSigning().issuedBy(ROOT))),
        refused(Code.IMPORTED_NO_AUTHORITY, east -> List.of(east.issuedBy(elsewhere), elsewhere)),
        refused(Code.IMPORTED_PATH_LENGTH, east -> List.of(east.issuedBy(noRoom), noRoom)),
        refused(
            Code.IMPORTED_EXPIRED,
            east -> List.of(east.valid(now.minus(year), now.minusSeconds(1)).issuedBy(ROOT))),
        refused(
            Code.IMPORTED_EXPIRED,
            east -> List.of(east.valid(now.plusSeconds(60), now.plus(year)).issuedBy(ROOT))),
        refused(Code.IMPORTED_CHAIN, east -> List.of(east.issuedBy(CsrMesh.issuing(ROOT)))),
        refused(Code.IMPORTED_ALGORITHM, east -> List.of(east.issuedBy(ed25519), ed25519)),
        refused(Code.IMPORTED_ALGORITHM, east -> List.of(east.issuedBy(weak), weak)),
        refused(Code.ROOTS_DIFFER, east -> List.of(east.issuedBy(other), other)),
        refused(
            Code.ANSWERED_TWICE,
            east -> List.of(east.issuedBy(ROOT), east.serial(2).issuedBy(ROOT))),
        refused(
            Code.ANSWER_UNASKED,
            east -> List.of(ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), ROOT))));
  }

  /** What comes back for a request. */
  interface Answer {
    List<ForeignCa> to(ForeignCa.Profile east);
  }

  private static Arguments refused(Code code, Answer answer) {
    return Arguments.of(code, answer);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesAllIfOneIsOfNoUse(Code code, Answer answer) {
    CsrMesh mesh = CsrMesh.answered(folder, ROOT);
    mesh.succeeds("trust", "csr", "east", "west");
    SortedMap<String, String> before = mesh.workspace().tree("rendered");
    StringBuilder text = new StringBuilder(mesh.answer("west").issuedBy(ROOT).pem());
    if (code == Code.ANSWER_UNASKED) {
      text.setLength(0);
    }
    answer.to(mesh.answer("east")).forEach(each -> text.append(each.pem()));
    mesh.write("signed.pem", text.toString());

    Run run = mesh.run("trust", "import", "signed.pem");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("signed.pem: error[" + code.id() + "]");
    assertThat(mesh.workspace().tree("rendered")).isEqualTo(before);
  }

  /** The first import says what the root is, and has to agree with itself. */
  @Test
  void refusesTwoRootsAtOnce() {
    CsrMesh mesh = CsrMesh.requested(folder);
    ForeignCa other = CsrMesh.root();
    mesh.write("east.pem", mesh.answer("east").issuedBy(ROOT).pem() + ROOT.pem());
    mesh.write("west.pem", mesh.answer("west").issuedBy(other).pem() + other.pem());

    Run run = mesh.run("trust", "import", "east.pem", "west.pem");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[" + Code.ROOTS_DIFFER.id());
  }

  /**
   * Of two with one name the one that has signed, and of two with one key the one that leads up.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsThePathAmongThoseThatLookAlike(boolean rightFirst) {
    ForeignCa.Profile company =
        ForeignCa.of("O=Company,CN=Issuing", ForeignCa.ec("secp256r1"), Workspace.NOW)
            .pathLength(1);
    ForeignCa right = company.issuedBy(ROOT);
    ForeignCa other = ForeignCa.of("CN=old", ForeignCa.ec("secp256r1"), Workspace.NOW).selfSigned();
    ForeignCa crossed = company.serial(2).issuedBy(other);
    ForeignCa namesake = CsrMesh.issuing(ROOT);
    CsrMesh mesh = CsrMesh.requested(folder);
    List<ForeignCa> all =
        new ArrayList<>(
            List.of(right, crossed, namesake, mesh.answer("east").issuedBy(right), ROOT));
    if (!rightFirst) {
      Collections.reverse(all);
    }
    StringBuilder text = new StringBuilder("from the ceremony\n");
    all.forEach(each -> text.append(each.pem()));
    mesh.write("signed.pem", text.toString().replace("\n", "\r\n"));

    mesh.succeeds("trust", "import", "signed.pem");

    assertThat(mesh.workspace().read("rendered/trust/root-cert.pem")).endsWith("\n" + ROOT.pem());
    assertThat(mesh.run("render", "--check").err()).doesNotContain("error[");
  }

  @Test
  void refusesWhatIsNoCertificate() {
    CsrMesh mesh = CsrMesh.requested(folder);
    mesh.write("key.pem", ROOT.pkcs8());
    mesh.write("text.pem", "hello\n");
    for (String file : List.of("public.pem", "request.pem", "bag.p12", "empty.pem")) {
      mesh.write(
          file,
          switch (file) {
            case "public.pem" -> ROOT.publicKey();
            case "request.pem" -> mesh.request("east");
            case "bag.p12" -> "0\u0082\t\u0000\u0002\u0001\u0003";
            default -> "";
          });
      Run alone = mesh.run("trust", "import", file);
      assertThat(alone.err()).contains(file + ": error[" + Code.IMPORTED_CERTIFICATE.id());
      assertThat(alone.code()).isEqualTo(ExitCode.PROBLEMS);
    }

    Run run = mesh.run("trust", "import", "key.pem", "text.pem");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("key.pem: error[" + Code.IMPORTED_CERTIFICATE.id())
        .contains("text.pem: error[" + Code.IMPORTED_CERTIFICATE.id())
        .doesNotContain(ROOT.pkcs8().lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  void saysWhatIsNotAsAsked() {
    CsrMesh mesh = CsrMesh.requested(folder);
    mesh.write(
        "east.pem",
        ForeignCa.answering(mesh.request("east"), Workspace.NOW)
                .valid(Workspace.NOW, Workspace.NOW.plus(Duration.ofDays(100)))
                .issuedBy(ROOT)
                .pem()
            + ROOT.pem()
            + CsrMesh.root().pem());

    Run run = mesh.succeeds("trust", "import", "east.pem");

    assertThat(run.err())
        .contains("warning[" + Code.ANSWER_DIFFERS.id())
        .contains("it does not name spiffe://retail.example")
        .contains("its path length is not 0")
        .contains("it expires on 2026-04-25")
        .contains("warning[" + Code.CERTIFICATE_LEFT_OUT.id());
  }

  @Test
  void namesACertificateThatWasSignedForAFormerKey() {
    CsrMesh mesh = CsrMesh.requested(folder);
    ForeignCa late = mesh.answer("east").issuedBy(ROOT);
    mesh.succeeds("trust", "csr", "east", "--again");
    mesh.write("late.pem", late.pem() + ROOT.pem());

    Run run = mesh.run("trust", "import", "late.pem");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("error[" + Code.ANSWER_UNASKED.id(), "east intermediate g1", "\"east\"");
  }

  @Test
  void findsARequestThatWasChanged() {
    CsrMesh mesh = CsrMesh.requested(folder);
    String west = mesh.request("west");
    mesh.workspace().write(CsrMesh.REQUEST.formatted("east"), west);
    assertThat(mesh.run("render", "--check").err())
        .contains("error[" + Code.REQUEST_CHANGED.id(), "the request does not match its lock");

    mesh.workspace().delete(CsrMesh.REQUEST.formatted("east"));
    Run lost = mesh.run("render");
    assertThat(lost.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(lost.err()).contains("error[" + Code.REQUEST_CHANGED.id(), "--again");

    mesh.succeeds("trust", "csr", "east", "--again");
    assertThat(mesh.run("render", "--check").code()).isZero();
  }

  /** Who can write both the request and the lock is found by who can open the key. */
  @Test
  void findsARequestOfAnotherKeyWhereAnIdentityIsAtHand() {
    CsrMesh mesh = CsrMesh.requested(folder);
    String good = mesh.workspace().read(CsrMesh.KEY.formatted("east"));
    mesh.succeeds("trust", "csr", "east", "--again");
    String now = mesh.workspace().read(CsrMesh.KEY.formatted("east"));
    mesh.workspace().write(CsrMesh.KEY.formatted("east"), good);
    mesh.workspace()
        .replace(
            CsrMesh.LOCK.formatted("east"),
            Sha256.hex(now.getBytes(StandardCharsets.UTF_8)),
            Sha256.hex(good.getBytes(StandardCharsets.UTF_8)));
    assertThat(mesh.run("render", "--check").code()).isZero();

    mesh.workspace().holding(TestMesh.CLUSTERS_KEY);
    Run run = mesh.run("render", "--verify");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[" + Code.SEALED_FALSE.id());
  }

  @Test
  void saysThatTheSpecHasChangedAndKeepsWhatThereIs() {
    CsrMesh mesh = CsrMesh.answered(folder, ROOT);
    mesh.workspace()
        .replace(
            "mesh.yaml",
            "{authority: {csr: {}}}",
            "{authority: {csr: {}}, intermediate: {key: ecdsa-p384}}");

    Run run = mesh.succeeds("render");
    assertThat(run.err())
        .contains("warning[" + Code.KEY_OUTDATED.id(), "`meshgen trust csr east west --again`");

    mesh.succeeds("trust", "csr", "east", "west", "--again");
    assertThat(mesh.run("render", "--check").err()).doesNotContain(Code.KEY_OUTDATED.id());
  }

  @Test
  void isAcknowledgedAsOthersAre() {
    CsrMesh mesh = CsrMesh.requested(folder);
    mesh.workspace()
        .replace(
            "mesh.yaml",
            "spec:\n  trustDomain",
            """
            spec:
              acknowledge:
                - {code: MG1064, until: "2026-06-30", reason: the ceremony is in June}
                - {code: MG1005, until: "2026-06-30", reason: later}
                - {code: MG1613, until: "2026-06-30", reason: the root was ours}
              trustDomain\
            """);

    Run run = mesh.run("render", "--strict");

    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void tellsOfOpenRequests() {
    CsrMesh mesh = CsrMesh.requested(folder);
    assertThat(mesh.succeeds("trust", "status").out())
        .contains("east waits for the certificate", "west waits for the certificate");
    mesh.write("east.pem", mesh.answer("east").issuedBy(ROOT).pem() + ROOT.pem());
    mesh.succeeds("trust", "import", "east.pem");

    assertThat(mesh.succeeds("trust", "status").out())
        .contains("intermediate of east", "root", "west waits for the certificate");
    assertThat(mesh.succeeds("trust", "status", "--format", "json").out())
        .contains("\"requests\"", "\"clusters/west/request/cacerts.csr.pem\"");
    assertThat(mesh.succeeds("trust", "show").out())
        .contains("O=Company,CN=Root", "open request of west", "public key  SHA-256 ");
    assertThat(mesh.succeeds("trust", "show", "west", "--format", "json").out())
        .contains("\"open request of west\"")
        .doesNotContain("east");
    assertThat(mesh.run("trust", "show", "wset").err()).contains("did you mean \"west\"?");
  }

  @Test
  void saysWhatItCannotDo() {
    CsrMesh mesh = CsrMesh.requested(folder);
    assertThat(mesh.run("trust", "csr", "--again").err()).contains("requires the names");
    assertThat(mesh.run("trust", "csr", "east", "--again", "--withdraw").err())
        .contains("--again conflicts with --withdraw");
    assertThat(mesh.run("trust", "csr", "esat").err()).contains("did you mean \"east\"?");
    assertThat(mesh.run("trust", "import", "east", "--cacerts=certs").err())
        .contains("`trust.authority: {files: {}}`", "`csr`");
    mesh.workspace().replace("mesh.yaml", "{csr: {}}", "{generated: {}}");
    assertThat(mesh.run("trust", "csr").err()).contains("`trust.authority: {csr: {}}`");
    assertThat(mesh.run("trust", "import", "east.pem").err())
        .contains("`trust.authority: {csr: {}}`", "`generated`");
  }

  /** The root goes on, where its key signs from now on is another matter. */
  @Test
  void followsAGeneratedRoot() throws Exception {
    TestMesh before = TestMesh.rendered(folder);
    Workspace workspace = before.workspace();
    String root = workspace.read("rendered/trust/root-cert.pem");
    String used = workspace.read(CsrMesh.CACERTS.formatted("east"));
    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {authority: {csr: {}}}\n  delivery:\n");

    Run held = workspace.run("render");
    assertThat(held.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(held.err())
        .contains(
            "error[" + Code.ROOT_LEFT_BEHIND.id(), "`git rm rendered/trust/root-ca.sops.yaml`");

    workspace.delete("rendered/trust/root-ca.sops.yaml");
    before.render();
    assertThat(workspace.read("rendered/trust/root-cert.pem")).isEqualTo(root);
    assertThat(workspace.read(CsrMesh.CACERTS.formatted("east"))).isEqualTo(used);
    assertThat(workspace.run("render", "--check").code()).isZero();
    assertThat(workspace.run("trust", "csr", "east").code()).isZero();
    ForeignCa other = CsrMesh.root();
    workspace.write(
        "other.pem",
        ForeignCa.answering(workspace.read(CsrMesh.REQUEST.formatted("east")), Workspace.NOW)
                .pathLength(0)
                .issuedBy(other)
                .pem()
            + other.pem());
    assertThat(workspace.run("trust", "import", "other.pem").err())
        .contains("error[" + Code.ROOTS_DIFFER.id());
  }
}
