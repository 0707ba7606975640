package dev.meshgen.credential;

import static dev.meshgen.credential.Handed.NOW;
import static dev.meshgen.credential.Handed.base64;
import static dev.meshgen.credential.Handed.codes;
import static dev.meshgen.credential.Handed.read;
import static dev.meshgen.credential.Handed.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.ApiServer;
import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the spec says of an API server: who signed for it, by which name and through what. */
class ServerOfTheSpecTest {
  private static final String GATEWAY = "https://istio-egressgateway.istio-system.svc:443";
  private static final String DNS_ENDPOINT =
      "https://gke-0123456789ab-111222333.europe-west4.gke.goog";

  private final String caPem = Handed.caPem();
  private final Report report = new Report();

  private static ApiServer server(String address, String name, String proxy, boolean publicCa) {
    return new ApiServer(
        Optional.of(address),
        Optional.ofNullable(name),
        Optional.ofNullable(proxy),
        Optional.empty(),
        publicCa);
  }

  private Credential handed(String token, boolean withAuthority) {
    return read("token: " + token + (withAuthority ? "\ncaData: " + base64(caPem) : ""));
  }

  private Optional<AcceptedCredential> check(Credential credential, String name, ApiServer spec) {
    return CheckCredential.check(
        credential,
        Handed.spec(name, "istio-system", spec),
        CheckOptions.adding(false, NOW),
        report);
  }

  private Optional<AcceptedCredential> check(ApiServer spec, boolean withAuthority) {
    return check(handed(Handed.readerToken(), withAuthority), "east", spec);
  }

  private static String kubeconfig(AcceptedCredential accepted) {
    ClusterFacts east =
        new ClusterFacts(
            "east",
            "gke_proj_Zone_c1",
            CredentialUse.REMOTE,
            Handed.FIRST,
            "istio-system",
            server("https://x.example", null, null, false),
            Handed.SCOPE);
    SecretManifest secret = RemoteSecret.of(east, accepted);
    assertThat(secret.text("metadata", "name")).contains("istio-remote-secret-east");
    assertThat(secret.text("metadata", "annotations", "networking.istio.io/cluster"))
        .contains("gke_proj_Zone_c1");
    assertThat(secret.values()).containsOnlyKeys("gke_proj_Zone_c1");
    return new String(secret.values().get("gke_proj_Zone_c1").copy(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofAPublicAuthorityLeavesTheAuthorityOut(boolean withAuthority) {
    AcceptedCredential accepted =
        check(server(DNS_ENDPOINT, null, null, true), withAuthority).orElseThrow();

    assertThat(report.diagnostics()).isEmpty();
    assertThat(accepted.caPem()).isEmpty();
    assertThat(accepted.facts().server().caSha256()).isEmpty();
    assertThat(kubeconfig(accepted))
        .contains("server: " + DNS_ENDPOINT, "name: gke_proj_Zone_c1")
        .doesNotContain("certificate-authority");
  }

  @Test
  void refusesThePrivateAuthorityWhereAPublicOneSignedForSure() {
    assertThat(check(server(DNS_ENDPOINT, null, null, false), true)).isEmpty();

    assertThat(codes(report)).containsExactly("MG1126");
    assertThat(texts(report)).contains("spec.kubernetes.ca: public", "enableK8sTokensViaDns");
  }

  @Test
  void saysOfGooglesEndpointsAloneWhatTheyNeed() {
    assertThat(check(server("https://west.tail1234.ts.net", null, null, false), true)).isEmpty();

    assertThat(codes(report)).containsExactly("MG1126");
    assertThat(texts(report))
        .contains("spec.kubernetes.ca: public")
        .doesNotContain("enableK8sTokensViaDns");
  }

  @Test
  void saysHowToTrustPublicAuthoritiesWhereThereIsNone() {
    assertThat(check(server("https://rancher.example/k8s/c", null, null, false), false)).isEmpty();

    assertThat(codes(report)).containsExactly("MG1122");
    assertThat(texts(report)).contains("spec.kubernetes.ca: public");
  }

  @Test
  void tellsServersBehindOneAddressByTheNameThatIsAskedFor() {
    AcceptedCredential east =
        check(server(GATEWAY, "east.api.example", null, false), true).orElseThrow();
    AcceptedCredential west =
        check(
                handed(Handed.readerToken(), true),
                "west",
                server(GATEWAY, "west.api.example", null, false))
            .orElseThrow();
    CheckCredential.compareWithFiled(
        "-", "west", west.facts(), Map.of("east", east.facts()), report);

    assertThat(report.diagnostics()).isEmpty();
    assertThat(kubeconfig(east)).contains("tls-server-name: east.api.example");
    assertThat(east.facts().server().tlsServerName()).contains("east.api.example");

    CheckCredential.compareWithFiled(
        "-", "north", west.facts(), Map.of("west", west.facts()), report);
    assertThat(codes(report)).containsExactly("MG1125");
  }

  @Test
  void keepsTheLoginThatTheCredentialHasForItsProxy() {
    Credential own =
        read(
            Handed.kubeconfig(
                Handed.cluster(caPem) + "\nproxy-url: http://user:secret@proxy.example:3128",
                "token: " + Handed.readerToken()));
    String spec = "http://proxy.example:3128";

    AcceptedCredential accepted =
        check(own, "east", server("https://east.example", null, spec, false)).orElseThrow();

    assertThat(accepted.proxyUrl()).contains("http://user:secret@proxy.example:3128");
    assertThat(accepted.facts().server().proxy()).contains(spec);
    assertThat(
            check(server("https://east.example", null, "socks5://other.example", false), true)
                .orElseThrow()
                .proxyUrl())
        .contains("socks5://other.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k8s-aws-v1.aHR0cHM6Ly9zdHMu", "ya29.a0AfH6SM", "sha256~x1y2z3"})
  void refusesOpaqueTokensWhoseFormSaysThatTheyExpire(String token) {
    assertThat(check(handed(token, true), "east", server("https://e.example", null, null, false)))
        .isEmpty();

    assertThat(codes(report)).containsExactly("MG1115");
    assertThat(texts(report)).doesNotContain(token);
  }

  @Test
  void filesAnExpiringOpaqueTokenWhenToldTo() {
    Optional<AcceptedCredential> accepted =
        CheckCredential.check(
            handed("k8s-aws-v1.aHR0cHM6Ly9zdHMu", true),
            Handed.spec("east", "istio-system", server("https://e.example", null, null, false)),
            CheckOptions.adding(true, NOW),
            report);

    assertThat(accepted).isPresent();
    assertThat(codes(report)).containsExactly("MG1116");
  }

  @Test
  void takesOtherOpaqueTokensWithAWarning() {
    assertThat(
            check(
                handed("kubeconfig-u-abcde:x1y2z3", true),
                "east",
                server("https://e.example", null, null, false)))
        .isPresent();

    assertThat(codes(report)).containsExactly("MG1113");
  }
}
