package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.VaultDouble.Fault;
import dev.meshgen.authority.vault.VaultEngines.SignerOfTests;
import dev.meshgen.cli.Workspace;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.pki.ForeignCa.Profile;
import dev.meshgen.testing.TestCa;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vault on a bad day, and servers that only look like it. */
class UnreliableVaultTest {
  private static final String TOKEN = VaultDouble.ROOT_TOKEN;
  private static final String SIGN = "/root/sign-intermediate";

  @TempDir private Path folder;
  private VaultDouble vault;
  private VaultMesh mesh;
  private final ForeignCa odd = root();

  @BeforeEach
  void start() {
    vault = VaultDouble.start();
    VaultAdmin admin = new VaultAdmin(vault.address(), TOKEN);
    admin.rootMount("pki", "Company Root");
    mesh = mesh(2);
    vault.requests().clear();
  }

  @AfterEach
  void printsNoToken() {
    vault.close();
    assertThat(mesh.printed()).doesNotContain(TOKEN).doesNotContain("PRIVATE KEY");
  }

  private VaultMesh mesh(int clusters) {
    return new VaultMesh(folder)
        .spec("{address: \"" + vault.address() + "\"}", clusters)
        .with("VAULT_TOKEN", TOKEN);
  }

  private long asked(String end) {
    return vault.requests().stream().filter(each -> each.endsWith(end)).count();
  }

  @Test
  void isAskedOnlyWhenSomethingIsIssued() {
    mesh.run("validate");
    mesh.run("render", "--check");
    mesh.run("render", "--frozen");
    mesh.run("trust", "policy");
    mesh.run("trust", "status");
    assertThat(vault.requests()).isEmpty();

    mesh.rendered();
    assertThat(vault.requests())
        .containsExactlyInAnyOrder(
            "GET /v1/pki/issuer/default/json", "POST /v1/pki" + SIGN, "POST /v1/pki" + SIGN);

    vault.requests().clear();
    mesh.rendered();
    mesh.run("render", "--check");
    mesh.run("trust", "show");
    assertThat(vault.requests()).isEmpty();
  }

  @Test
  void writesNothingWhenTheTenthOfTwentyFails() {
    mesh = mesh(3);
    mesh.rendered();
    SortedMap<String, String> before = mesh.tree();
    mesh.spec("{address: \"" + vault.address() + "\"}", 20);
    vault.requests().clear();
    vault.fail(Fault.of(SIGN, 9, 403, "{\"errors\":[\"permission denied\"]}"));

    assertThat(mesh.refused(3)).contains("MG1509").contains("was not signed");
    assertThat(asked(SIGN)).isBetween(10L, 13L);
    assertThat(mesh.tree()).isEqualTo(before);

    vault.heal();
    vault.requests().clear();
    mesh.rendered();
    assertThat(asked(SIGN)).isEqualTo(17);
    assertThat(mesh.cacerts("c10")).isEqualTo(before.get("clusters/c10/trust/cacerts.sops.yaml"));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 473})
  void comesBack(int status) {
    vault.fail(new Fault("json", 0, status, Map.of("Retry-After", "0"), new byte[0]));
    Thread healing = new Thread(() -> healAfter(2));
    healing.start();

    mesh.rendered();

    assertThat(asked("json")).isGreaterThan(1);
  }

  private void healAfter(int requests) {
    while (vault.requests().size() < requests) {
      Thread.onSpinWait();
    }
    vault.heal();
  }

  @Test
  void survivesAConnectionThatIsCut() {
    vault.fail(
        new Fault(
            SIGN, 0, VaultDouble.CUT, Map.of(), "{\"data\":{".getBytes(StandardCharsets.UTF_8)));
    Thread healing = new Thread(() -> healAfter(3));
    healing.start();

    mesh.rendered();

    assertThat(asked(SIGN)).isGreaterThan(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 | {\"errors\":[\"Vault is sealed\"]}         | 3 | MG1506",
        "501 | {\"errors\":[\"not initialized\"]}         | 3 | MG1506",
        "429 | {\"errors\":[\"quota exceeded\"]}          | 3 | MG1507",
        "200 | <html>Please log in</html>                 | 1 | MG1513",
        "200 | {\"data\":{}} trailing                     | 1 | MG1513",
        "302 | {}                                         | 1 | MG1513",
      })
  void saysWhatIsWrong(int status, String body, int code, String diagnostic) {
    vault.fail(
        new Fault(
            "json",
            0,
            status,
            Map.of("Retry-After", "3600", "Location", "https://login.example.com/?t=1"),
            body.getBytes(StandardCharsets.UTF_8)));

    assertThat(mesh.refused(code)).contains(diagnostic).doesNotContain("Please log in", "?t=1");
  }

  @Test
  void readsNoAnswerWithoutAnEnd() {
    vault.fail(new Fault(SIGN, 0, 200, Map.of(), new byte[2 << 20]));

    assertThat(mesh.refused(1)).contains("MG1513", "more than 1048576 bytes");
  }

  static Stream<Arguments> lies() {
    TestCa.Span year = TestCa.Span.seconds(365 * 86_400L);
    return Stream.of(
        lie("another key", (ca, csr, valid) -> ca.signAnother(csr, valid), "no certificate has"),
        lie(
            "another root",
            (ca, csr, valid) -> TestCa.root("Evil", year).sign(csr, valid),
            "does not chain to"),
        lie(
            "expired",
            (ca, csr, valid) ->
                ca.sign(
                    csr,
                    new TestCa.Span(
                        Instant.now().minusSeconds(7200), Instant.now().minusSeconds(3600))),
            "expired"),
        lie(
            "not yet valid",
            (ca, csr, valid) ->
                ca.sign(csr, new TestCa.Span(Instant.now().plusSeconds(7200), year.to())),
            "not valid before"),
        lie("no certificate", (ca, csr, valid) -> "nonsense", "holds no certificate"),
        lie(
            "a public key",
            (ca, csr, valid) ->
                "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n",
            "holds"),
        lie("the request itself", (ca, csr, valid) -> csr, "holds"),
        lie(
            "a certificate cut off",
            (ca, csr, valid) -> ca.sign(csr, valid).substring(0, 200),
            "without an END line"),
        lie("nothing", (ca, csr, valid) -> "", "no certificate has"),
        below("a leaf", Profile::leaf, root(), "is not a CA certificate"),
        below("no right to sign", Profile::withoutSigning, root(), "does not allow signing"),
        below(
            "another trust domain",
            east -> east.permittingUri("other.example"),
            root(),
            "exclude the trust domain"),
        below("weak RSA", east -> east, self(ForeignCa.rsa(1024)), "less than 2048 bits"),
        below("Ed25519", east -> east, self(ForeignCa.ed25519()), "neither ECDSA nor RSA"),
        lie("two of one key", UnreliableVaultTest::twice, "2 certificates have the public key"),
        lie("a chain with a gap", UnreliableVaultTest::gap, "does not chain to"));
  }

  private static ForeignCa root() {
    return self(ForeignCa.ec("secp384r1"));
  }

  private static ForeignCa self(KeyPair keys) {
    return ForeignCa.of("CN=odd", keys, Instant.now()).selfSigned();
  }

  /** Of an authority that Vault has not shown before, and shows with the answer. */
  private static Arguments below(
      String name, UnaryOperator<Profile> change, ForeignCa root, String words) {
    return lie(
        name,
        (ca, csr, valid) -> change.apply(answer(csr)).issuedBy(root).pem() + root.pem(),
        words);
  }

  private static Profile answer(String csr) {
    return ForeignCa.answering(csr, Instant.now()).pathLength(0);
  }

  private static String twice(TestCa ca, String csr, TestCa.Span valid) {
    return ca.sign(csr, valid) + ca.sign(csr, valid);
  }

  private static String gap(TestCa ca, String csr, TestCa.Span valid) {
    ForeignCa root = root();
    ForeignCa missing =
        ForeignCa.of("CN=missing", ForeignCa.ec("secp256r1"), Instant.now()).issuedBy(root);
    return answer(csr).issuedBy(missing).pem() + root.pem();
  }

  private static Arguments lie(String name, SignerOfTests signer, String words) {
    return Arguments.of(name, signer, words);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void takesNothingThatIsNotTheAnswer(String name, SignerOfTests signer, String words) {
    vault.engines().signing(signer);

    assertThat(mesh.refused(1)).contains("MG1515", words);
  }

  /** Some proxies and plugins change the ends of lines, and add what they like to text. */
  @Test
  void takesWhatOnlyLooksOdd() {
    vault
        .engines()
        .signing(
            (issuer, request, valid) ->
                "subject=c10\r\n" + issuer.sign(request, valid).replace("\n", "\r\n") + "\r\n");

    mesh.rendered();

    assertThat(mesh.cacerts("c10")).doesNotContain("\\r", "subject=");
    assertThat(mesh.run("render", "--check", "--frozen").code()).isZero();
  }

  private void canary() {
    mesh.workspace()
        .replace(
            "mesh.yaml",
            "  network: net-c11\n",
            "  network: net-c11\n  istio: {revision: 1-31-1}\n");
  }

  /** The name of another revision is another, and only in the cluster that runs it. */
  private String forOneName(TestCa ca, String csr, TestCa.Span valid) {
    return answer(csr)
            .excluding(GeneralName.dNSName, "istiod-1-31-1.istio-system.svc")
            .named("spiffe://cluster.local")
            .valid(valid.from(), valid.to())
            .issuedBy(odd)
            .pem()
        + odd.pem();
  }

  @Test
  void eachClusterHasItsOwnNames() {
    canary();
    vault.engines().signing(this::forOneName);

    assertThat(mesh.refused(1))
        .contains("the certificate from Vault for \"c11\" is unusable", "exclude istiod-1-31-1.")
        .doesNotContain("for \"c10\"");
  }

  /** It can be used, and yet somebody should know. */
  @Test
  void remarksOnWhatWasNotAskedFor() {
    vault
        .engines()
        .signing(
            (issuer, request, valid) ->
                issuer.sign(
                    request, new TestCa.Span(valid.from(), valid.to().plus(Duration.ofDays(90)))));

    assertThat(mesh.rendered())
        .contains("warning[MG1066]", "\"c10\" differs from its request: it expires as late as");
  }

  /** A secret is no less one because a server repeats it, in the middle of an answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "token: {env: S}",
        "appRole: {roleId: mesh, env: S}",
        "jwt: {role: mesh, env: S}",
        "kubernetes: {role: mesh, file: keys/jwt}"
      })
  void aSecretThatIsRepeatedIsNotShown(String login) {
    String secret =
        login.startsWith("appRole") ? UUID.randomUUID().toString() : "hvs.CAESIJ" + "x7".repeat(40);
    mesh.spec("{address: \"" + vault.address() + "\", login: {" + login + "}}", 2)
        .with("S", secret);
    mesh.workspace().write("keys/jwt", secret + "\n");
    String echo = "{\"errors\":[\"cannot use " + secret + "; it was \\\"" + secret + "\\\"\"]}";
    vault.fail(Fault.of("login", 0, 400, echo));
    vault.fail(Fault.of(SIGN, 0, 400, echo));

    Workspace.Run run = mesh.run("render");

    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("cannot use [secret]");
    assertThat(mesh.printed()).doesNotContain(secret);
    assertThat(mesh.tree()).isEmpty();
  }

  @Test
  void sendsTheNamespace() {
    mesh.spec("{address: \"" + vault.address() + "\", namespace: teams/mesh}", 2);

    assertThat(mesh.refused(1)).contains("MG1511", "in the namespace `teams/mesh`");
  }

  @Test
  void takesFromTheEnvironmentWhatTheSpecLeavesOut() {
    mesh.spec("{}", 2);
    assertThat(mesh.refused(3)).contains("MG1503", "the address of Vault is missing");

    mesh.with("VAULT_ADDR", "http://vault.example.com:8200");
    assertThat(mesh.refused(3)).contains("MG1503", "VAULT_ADDR would send the token in the clear");

    mesh.with("VAULT_ADDR", vault.address()).with("VAULT_NAMESPACE", "nobodys");
    assertThat(mesh.refused(1)).contains("MG1511", "in the namespace `nobodys`");

    mesh.with("VAULT_NAMESPACE", "").with("VAULT_CACERT", "no-such-file.pem");
    assertThat(mesh.refused(3)).contains("MG1503", "cannot read the CA file");

    mesh.with("VAULT_CACERT", "");
    mesh.rendered();
  }

  @Test
  void findsTheTokenThatVaultLoginLeft() {
    mesh.workspace().without("VAULT_TOKEN");
    assertThat(mesh.refused(3)).contains("MG1503", "VAULT_TOKEN is not set", ".vault-token");

    mesh.workspace().write("home/.vault-token", TOKEN + "\n");
    mesh.with("HOME", folder.resolve("home").toString());
    mesh.rendered();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "sarif", "github"})
  void printsNoTokenForScripts(String format) {
    vault.fail(
        Fault.of(SIGN, 0, 400, "{\"errors\":[\"bad X-Vault-Token " + TOKEN + " in request\"]}"));

    assertThat(mesh.run("render", "--format", format).out()).contains("MG1512", "[secret]");
  }

  @Test
  void saysThatNothingAnswers() {
    vault.close();

    assertThat(mesh.refused(3)).contains("MG1504", "the connection was refused", "HTTPS_PROXY");
  }
}
