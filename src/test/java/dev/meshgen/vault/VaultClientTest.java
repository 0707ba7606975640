package dev.meshgen.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.vault.VaultException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultClientTest {
  private static final String TOKEN = "hvs.not-a-token-of-anybody-000000";
  private static final String SIGN = "pki/root/sign-intermediate";
  private static final String DENIED =
      "{\"errors\":[\"1 error occurred:\\n\\t* permission denied\\n\\n\"]}";

  private final ManualTiming timing = new ManualTiming();
  private final List<VaultCall> calls = new ArrayList<>();
  private final Deque<Object> script = new ArrayDeque<>();

  private VaultReply play(VaultCall call, Duration limit) throws IOException {
    // The client overwrites the body once it is done with it.
    calls.add(
        new VaultCall(call.method(), call.uri(), call.headers(), call.body().map(byte[]::clone)));
    Object next = script.size() > 1 ? script.poll() : script.peek();
    if (next instanceof IOException failed) {
      timing.pass(failed instanceof HttpTimeoutException ? limit : Duration.ZERO);
      throw failed;
    }
    return (VaultReply) next;
  }

  private VaultClient client(String namespace) {
    return new VaultClient(
            new VaultPlace(
                ServerAddress.parse("https://vault.example.com:8200").orElseThrow(),
                Optional.of(namespace).filter(name -> !name.isEmpty()),
                Optional.empty()),
            this::play,
            timing,
            RetryLimits.USUAL)
        .with(SecretBytes.ofUtf8(TOKEN));
  }

  private static VaultReply reply(int status, String body, String... headers) {
    Map<String, String> all = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
    return new VaultReply(status, all, body.getBytes(StandardCharsets.UTF_8));
  }

  private VaultException fails(Object... replies) {
    script.addAll(Arrays.asList(replies));
    return catchThrowableOfType(
        VaultException.class, () -> client("").write(SIGN, new VaultBody().with("format", "pem")));
  }

  private static Diagnostic told(VaultException e) {
    return new VaultProblems(Span.of("mesh.yaml"), Optional.empty(), "meshgen trust policy")
        .of(e, "cannot sign");
  }

  @Test
  void sendsTokenNamespaceAndBody() throws Exception {
    script.add(reply(200, "{\"data\":{\"certificate\":\"x\"}}"));

    Map<String, Object> answer =
        client("team/mesh").write(SIGN, new VaultBody().with("csr", "a\"b").with("use", true));

    assertThat(answer).isEqualTo(Map.of("data", Map.of("certificate", "x")));
    VaultCall call = calls.get(0);
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.uri()).hasToString("https://vault.example.com:8200/v1/" + SIGN);
    assertThat(call.headers())
        .containsEntry("X-Vault-Token", TOKEN)
        .containsEntry("X-Vault-Namespace", "team/mesh")
        .containsEntry("X-Vault-Request", "true")
        .containsEntry("Content-Type", "application/json");
    assertThat(new String(call.body().orElseThrow(), StandardCharsets.UTF_8))
        .isEqualTo("{\"csr\":\"a\\\"b\",\"use\":true}");
    assertThat(call + "").doesNotContain(TOKEN).doesNotContain("csr");
  }

  @Test
  void readsWithoutABody() throws Exception {
    script.add(reply(200, "{}"));

    assertThat(client("").read("pki/issuer/my ca/json")).isEmpty();

    assertThat(calls.get(0).method()).isEqualTo("GET");
    assertThat(calls.get(0).body()).isEmpty();
    assertThat(calls.get(0).uri().getRawPath()).isEqualTo("/v1/pki/issuer/my%20ca/json");
    assertThat(calls.get(0).headers()).doesNotContainKey("X-Vault-Namespace");
  }

  @Test
  void takesNoContentForAnAnswer() throws Exception {
    script.add(reply(204, ""));

    assertThat(client("").write("auth/token/revoke-self", new VaultBody())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {412, 429, 472, 473, 500, 502, 503, 504})
  void asksAgainWhileItMayPass(int status) throws Exception {
    script.addAll(
        List.of(
            reply(status, "{\"errors\":[]}"),
            new ConnectException(),
            new IOException("reset"),
            reply(200, "{}")));

    client("").write(SIGN, new VaultBody());

    assertThat(calls).hasSize(4);
    assertThat(timing.slept())
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void spreadsThoseWhoFailTogether() {
    assertThat(RetryLimits.USUAL.before(1, 0)).isEqualTo(Duration.ofMillis(125));
    assertThat(RetryLimits.USUAL.before(3, 0.5)).isEqualTo(Duration.ofMillis(750));
    assertThat(RetryLimits.USUAL.before(40, 1)).isEqualTo(RetryLimits.USUAL.most());
  }

  @Test
  void givesUpAfterSomeTries() {
    VaultException e = fails(reply(500, "{\"errors\":[\"local node not active\"]}"));

    assertThat(calls).hasSize(RetryLimits.USUAL.tries());
    assertThat(e.kind()).isEqualTo(Kind.BUSY);
    assertThat(e).hasMessage("status 500: local node not active, after 6 attempts");
    assertThat(told(e).code()).isEqualTo(Code.VAULT_BUSY);
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    VaultException e = fails(new HttpTimeoutException("slow"));

    assertThat(calls).hasSize(3);
    assertThat(timing.now()).isLessThanOrEqualTo(RetryLimits.USUAL.total());
    assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(told(e).code()).isEqualTo(Code.VAULT_UNREACHABLE);
  }

  @Test
  void waitsAsLongAsTheServerSays() throws Exception {
    script.addAll(List.of(reply(429, "", "Retry-After", "7"), reply(200, "{}")));

    client("").write(SIGN, new VaultBody());

    assertThat(timing.slept()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void doesNotWaitForWhatComesTooLate() {
    VaultException e = fails(reply(429, "", "retry-after", "3600"));

    assertThat(calls).hasSize(1);
    assertThat(timing.slept()).isEmpty();
    assertThat(e.kind()).isEqualTo(Kind.BUSY);
  }

  @ParameterizedTest
  @CsvSource({
    "400, REFUSED, MG1512",
    "403, DENIED,  MG1509",
    "404, MISSING, MG1511",
    "405, MISSING, MG1511",
    "501, SEALED,  MG1506",
  })
  void asksOnceWhereItWouldEndTheSame(int status, Kind kind, String code) {
    VaultException e = fails(reply(status, "{\"errors\":[\"no\"]}"));

    assertThat(calls).hasSize(1);
    assertThat(e.kind()).isEqualTo(kind);
    assertThat(told(e).code().id()).isEqualTo(code);
    assertThat(told(e).message())
        .isEqualTo("cannot sign: POST /v1/" + SIGN + " at Vault: status " + status + ": no");
    assertThat(told(e).hint()).isNotEmpty();
  }

  @Test
  void namesTheCapabilityThatIsMissing() {
    Diagnostic told = told(fails(reply(403, DENIED)));

    assertThat(told.code()).isEqualTo(Code.VAULT_DENIED);
    assertThat(told.message()).endsWith("status 403: permission denied");
    assertThat(told.expected()).isEqualTo("the capability `update` on `" + SIGN + "`");
    assertThat(told.hint()).contains("meshgen trust policy");
  }

  @Test
  void tellsAnUnknownTokenFromAMissingPolicy() {
    VaultException e =
        fails(
            reply(
                403,
                "{\"errors\":[\"2 errors occurred:\\n\\t* permission denied\\n\\t* invalid token\\n\\n\"]}"));

    assertThat(e.kind()).isEqualTo(Kind.TOKEN);
    assertThat(told(e).message()).endsWith("status 403: permission denied; invalid token");
    assertThat(told(e).code()).isEqualTo(Code.VAULT_TOKEN);
  }

  @Test
  void doesNotWaitForAPersonToUnseal() {
    VaultException e = fails(reply(503, "{\"errors\":[\"Vault is sealed\"]}"));

    assertThat(calls).hasSize(1);
    assertThat(told(e).code()).isEqualTo(Code.VAULT_SEALED);
  }

  @Test
  void neverQuotesWhatItSent() {
    script.add(
        reply(400, "{\"errors\":[\"bad secret_id s3cr3t-id or " + TOKEN + " or s3cr3t-id\"]}"));

    VaultException e =
        catchThrowableOfType(
            VaultException.class,
            () ->
                client("")
                    .write(
                        "auth/approle/login",
                        new VaultBody().with("secret_id", SecretBytes.ofUtf8("s3cr3t-id"))));

    assertThat(e).hasMessage("status 400: bad secret_id [secret] or [secret] or [secret]");
  }

  @Test
  void quotesNoPagesOfOthers() {
    VaultException e =
        fails(reply(403, "<html>token=" + TOKEN + "</html>", "Content-Type", "text/html"));

    assertThat(e.kind()).isEqualTo(Kind.FOREIGN);
    assertThat(e).hasMessage("status 403 with text/html, but Vault responds in JSON");
    assertThat(told(e).code()).isEqualTo(Code.VAULT_FOREIGN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "<html></html>", "{\"data\":", "{\"a\":1}{\"b\":2}", "null"})
  void takesOnlyOneObjectForAnAnswer(String body) {
    assertThat(fails(reply(200, body)).kind()).isEqualTo(Kind.FOREIGN);
  }

  @Test
  void takesOnlyUtf8() {
    byte[] body = {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, (byte) 0x28, '"', '}'};

    assertThat(fails(new VaultReply(200, Map.of(), body)).kind()).isEqualTo(Kind.FOREIGN);
  }

  @Test
  void cutsWhatIsSaidInLength() {
    VaultException e = fails(reply(400, "{\"errors\":[\"" + "word ".repeat(500) + "\"]}"));

    assertThat(e.getMessage()).hasSizeLessThan(400).endsWith("...");
  }

  @Test
  void followsAStandbyNodeOnceWithTheToken() throws Exception {
    script.addAll(
        List.of(
            reply(307, "", "Location", "https://active.example.com:8200/v1/" + SIGN),
            reply(200, "{}")));

    client("").write(SIGN, new VaultBody().with("format", "pem"));

    assertThat(calls.get(1).uri()).hasToString("https://active.example.com:8200/v1/" + SIGN);
    assertThat(calls.get(1).headers()).containsEntry("X-Vault-Token", TOKEN);
    assertThat(calls.get(1).method()).isEqualTo("POST");
    assertThat(calls.get(1).body()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "307, http://active.example.com:8200/v1/pki/root/sign-intermediate",
    "307, https://login.example.com/saml",
    "307, https://active.example.com/v1/pki/root/sign-intermediate?next=x",
    "307, https://user:pw@active.example.com/v1/pki/root/sign-intermediate",
    "302, https://active.example.com/v1/pki/root/sign-intermediate",
    "301, https://active.example.com/v1/pki/root/sign-intermediate",
    "308, https:///v1/pki/root/sign-intermediate",
    "307, 'not an address'",
  })
  void sendsTheTokenNowhereElse(int status, String location) {
    VaultException e = fails(reply(status, "", "Location", location));

    assertThat(calls).hasSize(1);
    assertThat(e.kind()).isEqualTo(Kind.FOREIGN);
    assertThat(e.getMessage()).doesNotContain("saml", "next=", "pw");
  }

  @Test
  void doesNotGoInCircles() {
    VaultException e =
        fails(reply(307, "{\"errors\":[]}", "Location", "https://b.example.com:8200/v1/" + SIGN));

    assertThat(calls).hasSize(2);
    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "https://vault.example.com:8200,      ''",
    "https://vault.example.com/proxied,   ''",
    "http://127.0.0.1:8200,               ''",
    "http://[::1]:8200,                   ''",
    "http://localhost:8200,               ''",
    "http://vault.example.com:8200,       would send the token in the clear",
    "http://kubernetes.docker.internal,   would send the token in the clear",
    "ftp://vault.example.com,             is not an HTTPS address",
    "vault.example.com:8200,              is not an address such as https://vault.example.com:8200",
    "https://me:pw@vault.example.com,     contains a login",
    "https://vault.example.com:8200/v1,   'ends in the path of Vault''s API, which is added"
        + " automatically'",
    "https://vault.example.com:8200/v1/,  'ends in the path of Vault''s API, which is added"
        + " automatically'",
  })
  void judgesAddresses(String address, String problem) {
    assertThat(VaultPlace.problem(address).orElse("")).isEqualTo(problem);
  }
}
