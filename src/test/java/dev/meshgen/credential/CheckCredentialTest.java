package dev.meshgen.credential;

import static dev.meshgen.credential.Handed.NOW;
import static dev.meshgen.credential.Handed.SERVER;
import static dev.meshgen.credential.Handed.base64;
import static dev.meshgen.credential.Handed.codes;
import static dev.meshgen.credential.Handed.jwt;
import static dev.meshgen.credential.Handed.leaks;
import static dev.meshgen.credential.Handed.read;
import static dev.meshgen.credential.Handed.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.pki.CertificateAuthority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCredentialTest {
  private static final CheckOptions ADDING = CheckOptions.adding(false, NOW);

  private final String caPem = Handed.caPem();
  private final Report report = new Report();

  private static ClusterFacts spec(String apiServer, String caData) {
    return Handed.spec(
        "east", "istio-system", Optional.ofNullable(apiServer), Optional.ofNullable(caData));
  }

  private Credential handed(String server, String token) {
    String line = server == null ? "" : "server: \"" + server + "\"\n";
    return read("token: " + token + "\ncaData: " + base64(caPem) + "\n" + line);
  }

  private Optional<AcceptedCredential> check(Credential credential, ClusterFacts spec) {
    return CheckCredential.check(credential, spec, ADDING, report);
  }

  private void refuses(Credential credential, ClusterFacts spec, String code, String message) {
    assertThat(check(credential, spec)).isEmpty();
    assertThat(codes(report)).containsExactly(code);
    assertThat(texts(report)).contains(message);
  }

  @Test
  void acceptsTheReadersToken() {
    String token = Handed.readerToken();
    AcceptedCredential accepted = check(handed(SERVER, token), spec(null, null)).orElseThrow();
    assertThat(report.diagnostics()).isEmpty();
    assertThat(accepted.server()).isEqualTo(SERVER);
    assertThat(accepted.caPem()).contains(caPem);
    RemoteFacts facts = accepted.facts();
    assertThat(facts.server().address()).isEqualTo(SERVER);
    assertThat(facts.subject()).contains(Handed.READER);
    assertThat(facts.expires()).isEmpty();
    assertThat(facts.fingerprint()).isPresent().get().asString().matches("[0-9a-f]{64}");
    assertThat(accepted.toString()).isEqualTo("AcceptedCredential[redacted]");
    assertThat(leaks(facts.toString(), token)).isFalse();
  }

  @Test
  void namesOneCertificateByItsUsualFingerprint() throws Exception {
    CertificateAuthority authority = Handed.authority(NOW);
    Credential credential =
        read("token: " + Handed.readerToken() + "\ncaData: " + base64(authority.certificatePem()));
    assertThat(check(credential, spec(SERVER, null)).orElseThrow().facts().server().caSha256())
        .contains(authority.facts().sha256());
  }

  @Test
  void refusesTheTokenOfAnotherAccount() {
    String token = jwt("{\"sub\":\"system:serviceaccount:default:default\"}");
    refuses(
        handed(SERVER, token),
        spec(null, null),
        "MG1114",
        "belongs to \"system:serviceaccount:default:default\"");
    assertThat(texts(report)).contains(Handed.READER);
  }

  @Test
  void refusesTheReaderOfAnotherNamespace() {
    ClusterFacts other = Handed.spec("east", "mesh-system", Optional.empty(), Optional.empty());
    refuses(handed(SERVER, Handed.readerToken()), other, "MG1114", "serviceaccount:mesh-system:");
  }

  @Test
  void refusesATokenThatNamesNobody() {
    refuses(handed(SERVER, jwt("{}")), spec(null, null), "MG1114", "names no subject");
  }

  @Test
  void doesNotPrintASubjectThatATerminalWouldObey() {
    String token = jwt("{\"sub\":\"\\u001b[2J\"}");
    refuses(handed(SERVER, token), spec(null, null), "MG1114", "a subject that is not shown");
    assertThat(texts(report)).doesNotContain("\u001b");
  }

  @Test
  void warnsAboutATokenThatCannotBeRead() {
    String token = Handed.opaqueToken();
    AcceptedCredential accepted = check(handed(SERVER, token), spec(null, null)).orElseThrow();
    assertThat(codes(report)).containsExactly("MG1113");
    assertThat(accepted.facts().fingerprint()).isEmpty();
    assertThat(accepted.facts().subject()).isEmpty();
    assertThat(leaks(texts(report) + accepted.facts(), token)).isFalse();
  }

  @Test
  void refusesADamagedToken() {
    String token = Handed.readerToken();
    refuses(
        handed(SERVER, token.substring(0, token.length() - 340)),
        spec(null, null),
        "MG1112",
        "starts like a JWT");
    assertThat(leaks(texts(report), token)).isFalse();
  }

  @Test
  void refusesATokenThatExpiresUnlessThatIsAllowed() {
    String token = Handed.boundToken(NOW.plus(Duration.ofHours(1)));
    refuses(handed(SERVER, token), spec(null, null), "MG1115", "2026-05-04T11:11:12Z");
    assertThat(texts(report)).contains("--allow-expiring");
    Report allowed = new Report();
    Optional<AcceptedCredential> accepted =
        CheckCredential.check(
            handed(SERVER, token), spec(null, null), CheckOptions.adding(true, NOW), allowed);
    assertThat(codes(allowed)).containsExactly("MG1116");
    assertThat(texts(allowed)).contains("2026-05-04T11:11:12Z");
    assertThat(accepted.orElseThrow().facts().expires()).contains(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void refusesATokenThatHasExpiredWhateverIsAllowed() {
    String token = Handed.boundToken(NOW);
    assertThat(
            CheckCredential.check(
                handed(SERVER, token), spec(null, null), CheckOptions.adding(true, NOW), report))
        .isEmpty();
    assertThat(codes(report)).containsExactly("MG1117");
  }

  @Test
  void refusesWhatHasNoAddress() {
    refuses(handed(null, Handed.readerToken()), spec(null, null), "MG1119", "\"east\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:6443",
        "https://127.8.9.10",
        "https://localhost:6443",
        "https://LOCALHOST.:6443",
        "https://api.localhost",
        "https://0.0.0.0:6443",
        "https://[::1]:6443",
        "https://[0:0:0:0:0:0:0:1]:6443",
        "https://[::]:6443",
        "https://[::ffff:127.0.0.1]:6443",
        "https://kubernetes",
        "https://kubernetes.default.svc",
        "https://kubernetes.default.svc.cluster.local:443"
      })
  void refusesAnAddressThatMeansAnotherPlaceEverywhere(String server) {
    refuses(
        handed(server, Handed.readerToken()),
        spec(null, null),
        "MG1121",
        "unreachable from other clusters");
    Report found = new Report();
    CheckCredential.check(handed(SERVER, Handed.readerToken()), spec(server, null), ADDING, found);
    assertThat(codes(found)).contains("MG1121");
    assertThat(texts(found)).contains("spec.kubernetes.apiServer of cluster \"east\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example:6443",
        "api.example:6443",
        "https://",
        "https:///path",
        "https://me:pw@api.example",
        "https://api.example?a=b",
        "https://api.example#a",
        "https://api.example:0",
        "https://api.example:65536",
        "https://api .example",
        "https://ä.example",
        "https://[::1"
      })
  void refusesWhatIsNoAddress(String server) {
    refuses(handed(server, Handed.readerToken()), spec(null, null), "MG1120", "API server");
    assertThat(texts(report)).doesNotContain("me:pw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example",
        "https://API.example:6443/",
        "https://rancher.example/k8s/clusters/c-abc",
        "https://[2001:db8::1]:6443",
        "https://10.0.0.1:443"
      })
  void acceptsAddressesThatOthersReach(String server) {
    AcceptedCredential accepted =
        check(handed(server, Handed.readerToken()), spec(null, null)).orElseThrow();
    assertThat(accepted.server()).isEqualTo(server);
    assertThat(report.diagnostics()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8888",
        "socks5://u:pw@169.254.0.9:1080",
        "https://[::ffff:10.96.0.9]",
        "http://proxy.tools.svc.corp.local:3128"
      })
  void refusesAProxyThatOthersDoNotReach(String proxy) {
    String config =
        Handed.kubeconfig(
            Handed.cluster(caPem) + "\nproxy-url: \"" + proxy + "\"",
            "token: " + Handed.readerToken());
    refuses(read(config), spec(null, null), "MG1121", "proxy is unreachable from other clusters");
    assertThat(texts(report)).doesNotContain("u:pw");
  }

  @Test
  void letsTheSpecsAddressWinAndSaysSo() {
    AcceptedCredential accepted =
        check(handed(SERVER, Handed.readerToken()), spec("https://api.example", null))
            .orElseThrow();
    assertThat(accepted.server()).isEqualTo("https://api.example");
    assertThat(codes(report)).containsExactly("MG1124");
    assertThat(texts(report)).contains(SERVER).contains("\"https://api.example\"");
  }

  /** Paths are not shown, so the same address twice would say nothing. */
  @Test
  void tellsAnotherPathFromAnotherServer() {
    check(
        handed("https://rancher.example/k8s/clusters/c-1", Handed.readerToken()),
        spec("https://rancher.example/k8s/clusters/c-2", null));
    assertThat(codes(report)).containsExactly("MG1124");
    assertThat(texts(report))
        .contains(
            "the path of the credential's API server differs from that in the spec,"
                + " \"https://rancher.example\"")
        .doesNotContain("c-1");
  }

  @Test
  void saysNothingIfTheSpecAgreesOrTheCredentialsAddressWasLocal() {
    String token = Handed.readerToken();
    assertThat(check(handed("https://API.example/", token), spec("https://api.example:443", null)))
        .isPresent();
    assertThat(check(handed("https://127.0.0.1:40123", token), spec(SERVER, null))).isPresent();
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void letsTheSpecsCaWinAndSaysSo() {
    String other = Handed.caPem();
    AcceptedCredential accepted =
        check(handed(SERVER, Handed.readerToken()), spec(null, base64(other))).orElseThrow();
    assertThat(accepted.caPem()).contains(other);
    assertThat(codes(report)).containsExactly("MG1124");
  }

  @Test
  void comparesCertificatesAndNotTheirSpelling() {
    String respelled = "kubernetes\n" + caPem.replace("\n", "\r\n");
    assertThat(check(handed(SERVER, Handed.readerToken()), spec(null, base64(respelled))))
        .isPresent();
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void doesNotWarnAgainWhenItIsFiledAgain() {
    String token = Handed.boundToken(NOW.plus(Duration.ofDays(300)));
    assertThat(
            CheckCredential.check(
                handed(SERVER, token),
                spec("https://api.example", base64(Handed.caPem())),
                CheckOptions.refiling(NOW),
                report))
        .isPresent();
    assertThat(codes(report)).containsExactly("MG1116");
  }

  @Test
  void refusesWhatHasNoCa() {
    Credential bare = read("token: " + Handed.readerToken() + "\nserver: " + SERVER + "\n");
    refuses(bare, spec(null, null), "MG1122", "CA");
    assertThat(CheckCredential.check(bare, spec(null, base64(caPem)), ADDING, new Report()))
        .isPresent();
  }

  @Test
  void refusesACaInTheSpecThatIsNone() {
    refuses(
        handed(SERVER, Handed.readerToken()), spec(null, "AAAA"), "MG1123", "caData of cluster");
  }

  @Test
  void refusesAPrivateKeyInTheSpec() {
    String key = Handed.privateKeyPem();
    refuses(
        handed(SERVER, Handed.readerToken()),
        spec(null, base64(caPem + key)),
        "MG1111",
        "replace that key");
    assertThat(leaks(texts(report), key.substring(30, 150))).isFalse();
  }

  @Test
  void refusesACaOfWhichEveryCertificateExpired() {
    String old = Handed.authority(NOW.minus(Duration.ofDays(1000))).certificatePem();
    String token = Handed.readerToken();
    refuses(
        read("token: " + token + "\ncaData: " + base64(old)),
        spec(SERVER, null),
        "MG1123",
        "expired at 2024-08-07");
    Credential both = read("token: " + token + "\ncaData: " + base64(old + caPem));
    assertThat(CheckCredential.check(both, spec(SERVER, null), ADDING, new Report())).isPresent();
  }

  @Test
  void reportsEverythingAtOnce() {
    Credential bad = read("token: " + jwt("{\"exp\":1}"));
    assertThat(check(bad, spec(null, null))).isEmpty();
    assertThat(codes(report)).containsExactly("MG1114", "MG1117", "MG1119", "MG1122");
  }

  private RemoteFacts facts(String server, String token, String pem) {
    Credential credential = read("token: " + token + "\ncaData: " + base64(pem));
    return CheckCredential.check(
            credential, spec(server, null), CheckOptions.adding(true, NOW), new Report())
        .orElseThrow()
        .facts();
  }

  @Test
  void warnsIfTheTokenIsFiledUnderAnotherCluster() {
    String token = Handed.readerToken();
    RemoteFacts east = facts(SERVER, token, caPem);
    RemoteFacts west = facts("https://west.example", token, Handed.caPem());
    CheckCredential.compareWithFiled("-", "east", east, Map.of("west", west, "east", east), report);
    assertThat(codes(report)).containsExactly("MG1118");
    assertThat(texts(report)).contains("this token is already filed for cluster \"west\"");
  }

  @Test
  void warnsIfAnotherTokenOfTheSameAccountIsFiled() {
    String payload =
        "{\"sub\":\""
            + Handed.READER
            + "\",\"kubernetes.io\":{\"serviceaccount\":{\"uid\":\"u-1\"}}}";
    RemoteFacts east = facts(SERVER, jwt(payload), caPem);
    RemoteFacts west = facts("https://west.example", jwt(payload), Handed.caPem());
    CheckCredential.compareWithFiled("-", "east", east, Map.of("west", west), report);
    assertThat(texts(report)).contains("of the same ServiceAccount");
  }

  @Test
  void refusesAnApiServerThatIsFiledAlready() {
    RemoteFacts east = facts(SERVER, Handed.opaqueToken(), caPem);
    RemoteFacts west = facts(SERVER + "/", Handed.opaqueToken(), caPem);
    CheckCredential.compareWithFiled("-", "east", east, Map.of("west", west), report);
    assertThat(codes(report)).containsExactly("MG1125");
  }

  @Test
  void saysNothingAboutCredentialsOfDifferentClusters() {
    RemoteFacts east = facts(SERVER, Handed.readerToken(), caPem);
    List<RemoteFacts> others =
        List.of(
            facts("https://west.example", Handed.readerToken(), Handed.caPem()),
            facts(SERVER, Handed.readerToken(), Handed.caPem()),
            facts("https://west.example", Handed.readerToken(), caPem));
    for (RemoteFacts other : others) {
      CheckCredential.compareWithFiled("-", "east", east, Map.of("west", other), report);
    }
    assertThat(report.diagnostics()).isEmpty();
  }

  private static ClusterFacts named(String name, String server, String ca) {
    return Handed.spec(name, "istio-system", Optional.ofNullable(server), Optional.ofNullable(ca));
  }

  private boolean admits(Credential credential, ClusterFacts own, ClusterFacts... others) {
    List<ClusterFacts> all = new ArrayList<>(List.of(others));
    all.add(own);
    return OtherClusters.admit(credential, own, all, report);
  }

  @Test
  void refusesACredentialWhoseAddressTheSpecGivesToAnotherCluster() {
    Credential west =
        read("token: " + Handed.readerToken() + "\nserver: https://west.example:443/");
    ClusterFacts own = named("east", SERVER, null);

    assertThat(admits(west, own, named("west", "https://WEST.example", null))).isFalse();
    assertThat(codes(report)).containsExactly("MG1125");
    assertThat(texts(report))
        .contains("\"https://west.example\" is that of cluster \"west\" in the spec")
        .contains("kubectl context", "swapped");
  }

  @Test
  void refusesACredentialWhoseAuthorityTheSpecGivesToAnotherCluster() {
    String other = base64(Handed.caPem());
    Credential west = read("token: " + Handed.readerToken() + "\ncaData: " + other);

    assertThat(admits(west, named("east", SERVER, base64(caPem)), named("west", null, other)))
        .isFalse();
    assertThat(codes(report)).containsExactly("MG1125");
    assertThat(texts(report)).contains("the credential's CA is that of cluster \"west\"");
  }

  @Test
  void admitsWhatMayBeOfThisCluster() {
    String shared = base64(caPem);
    Credential ours =
        read("token: " + Handed.readerToken() + "\nserver: " + SERVER + "\ncaData: " + shared);
    ClusterFacts west = named("west", "https://west.example", shared);

    assertThat(admits(ours, named("east", SERVER, shared), west)).isTrue();
    assertThat(admits(ours, named("east", SERVER, null), west)).isTrue();
    assertThat(admits(ours, named("east", null, null), named("west", null, null))).isTrue();
    assertThat(report.diagnostics()).isEmpty();
  }
}
