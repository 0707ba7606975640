package dev.meshgen.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.SecretPrompt;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.vault.VaultException.Kind;
import dev.meshgen.vault.VaultLogin.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultSessionTest {
  private static final String SECRET = "5b1a-secret-of-a-role";

  @TempDir private Path folder;
  private final List<String> sent = new ArrayList<>();
  private int status = 200;
  private String answer = "{\"auth\":{\"client_token\":\"hvs.issued\",\"token_type\":\"service\"}}";

  private VaultClient client() {
    return new VaultClient(
        new VaultPlace(
            ServerAddress.parse("https://vault.example.com").orElseThrow(),
            Optional.empty(),
            Optional.empty()),
        (call, limit) -> {
          String body =
              call.body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
          sent.add(
              call.uri().getPath()
                  + " "
                  + body
                  + " "
                  + call.headers().getOrDefault("X-Vault-Token", "no token"));
          return new VaultReply(status, Map.of(), answer.getBytes(StandardCharsets.UTF_8));
        },
        new ManualTiming(),
        RetryLimits.USUAL);
  }

  private static VaultLogin login(Method method, SecretSource secret) {
    return new VaultLogin(method, "ci/login", Optional.of("mesh"), secret);
  }

  private static SecretSource variable(String name) {
    return new SecretSource("the secret", Optional.of(name), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "APP_ROLE,   role_id, secret_id",
    "JWT,        role,    jwt",
    "KUBERNETES, role,    jwt",
  })
  void logsInAndRevokesItsToken(Method method, String role, String secret) throws Exception {
    try (VaultSession session =
        VaultSession.open(
            client(),
            login(method, variable("S")),
            Map.of("S", SECRET + "\n"),
            SecretPrompt.NONE)) {
      session.client().read("pki/x");
      assertThat(session).hasToString("VaultSession[redacted]");
    }

    assertThat(sent)
        .containsExactly(
            "/v1/auth/ci/login/login {\""
                + role
                + "\":\"mesh\",\""
                + secret
                + "\":\""
                + SECRET
                + "\"} no token",
            "/v1/pki/x  hvs.issued",
            "/v1/auth/token/revoke-self {} hvs.issued");
  }

  @Test
  void keepsATokenThatWasThereBefore() throws Exception {
    try (VaultSession session =
        VaultSession.open(
            client(),
            login(Method.TOKEN, variable("S")),
            Map.of("S", "hvs.mine"),
            SecretPrompt.NONE)) {
      session.client().read("pki/x");
    }

    assertThat(sent).containsExactly("/v1/pki/x  hvs.mine");
  }

  @Test
  void cannotRevokeABatchToken() throws Exception {
    answer = "{\"auth\":{\"client_token\":\"hvb.issued\",\"token_type\":\"batch\"}}";

    VaultSession.open(
            client(), login(Method.JWT, variable("S")), Map.of("S", SECRET), SecretPrompt.NONE)
        .close();

    assertThat(sent).hasSize(1);
  }

  @Test
  void prefersTheVariableToTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "  hvs.of-the-file\r\n");
    SecretSource both = new SecretSource("the token", Optional.of("S"), Optional.of(file));

    VaultSession.open(
            client(), login(Method.TOKEN, both), Map.of("S", "hvs.first"), SecretPrompt.NONE)
        .client()
        .read("a");
    VaultSession.open(client(), login(Method.TOKEN, both), Map.of("S", " "), SecretPrompt.NONE)
        .client()
        .read("b");

    assertThat(sent).containsExactly("/v1/a  hvs.first", "/v1/b  hvs.of-the-file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "line\nbreak", "café", "del\u007fete"})
  void sendsNothingThatIsNoSecret(String text) {
    VaultException e = refused(login(Method.TOKEN, variable("S")), Map.of("S", text));

    assertThat(e.kind()).isEqualTo(Kind.SETTING);
    assertThat(e).hasMessage("S does not hold the secret: expected one ASCII word");
    assertThat(sent).isEmpty();
  }

  @Test
  void saysWhereItLooked() {
    Path file = folder.resolve("absent");

    assertThat(
            refused(
                login(
                    Method.TOKEN,
                    new SecretSource("the token", Optional.of("S"), Optional.of(file))),
                Map.of()))
        .hasMessage(
            "the token is missing: S is not set, and "
                + file
                + " cannot be read: no such file or directory");
    assertThat(refused(login(Method.TOKEN, variable("S")), Map.of()))
        .hasMessage("the secret is missing: S is not set");
    assertThat(sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403})
  void isNotLetIn(int refusal) {
    status = refusal;
    answer = "{\"errors\":[\"invalid role or secret ID " + SECRET + "\"]}";

    VaultException e = refused(login(Method.APP_ROLE, variable("S")), Map.of("S", SECRET));

    assertThat(e.kind()).isEqualTo(Kind.LOGIN);
    assertThat(e).hasMessage("status " + refusal + ": invalid role or secret ID [secret]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                  | FOREIGN",
        "{\"auth\":null}                                     | FOREIGN",
        "{\"auth\":{\"client_token\":7}}                     | FOREIGN",
        "{\"auth\":{\"client_token\":\"\"}}                  | FOREIGN",
        "{\"auth\":{\"client_token\":\"a\\r\\nX-Evil: 1\"}}  | FOREIGN",
        "{\"auth\":{\"mfa_requirement\":{\"id\":\"x\"}}}     | LOGIN",
      })
  void needsATokenInTheAnswer(String body, Kind kind) {
    answer = body;

    assertThat(refused(login(Method.JWT, variable("S")), Map.of("S", SECRET)).kind())
        .isEqualTo(kind);
  }

  /** People type a token; what machines log in with is never asked for. */
  @Test
  void asksWhoeverIsThereForAToken() throws Exception {
    List<String> asked = new ArrayList<>();
    SecretPrompt prompt =
        what -> {
          asked.add(what);
          return Optional.of(SecretBytes.ofUtf8("hvs.typed"));
        };
    SecretSource source =
        new SecretSource("the token", Optional.of("S"), Optional.of(folder.resolve("absent")));

    VaultSession.open(client(), login(Method.TOKEN, source), Map.of(), prompt).client().read("a");

    assertThat(asked).containsExactly("token of Vault");
    VaultSession.open(client(), login(Method.TOKEN, source), Map.of("S", "hvs.set"), prompt)
        .close();
    assertThatThrownBy(
            () -> VaultSession.open(client(), login(Method.JWT, source), Map.of(), prompt))
        .isInstanceOf(VaultException.class);
    assertThat(asked).hasSize(1);
  }

  private VaultException refused(VaultLogin login, Map<String, String> variables) {
    return catchThrowableOfType(
        VaultException.class,
        () -> VaultSession.open(client(), login, variables, SecretPrompt.NONE));
  }
}
