package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.VaultDouble.Fault;
import dev.meshgen.cli.Workspace;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Held;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.testing.SecretHunt;
import dev.meshgen.yaml.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No login, token or key is printed or left on disk by what asks a Vault, whatever it answers, and
 * in whatever form.
 */
class VaultSecrecyTest {
  private static final String SIGN = "/root/sign-intermediate";

  /** A minute is not waited for: it asks to wait for longer than that. */
  private static final Map<String, String> LATER = Map.of("Retry-After", "3600");

  @TempDir private Path folder;
  private final SecretHunt hunt = new SecretHunt();
  private final Map<String, String> shown = new LinkedHashMap<>();
  private VaultDouble vault;
  private VaultAdmin admin;

  @BeforeEach
  void start() {
    vault = VaultDouble.start();
    admin = new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN);
    admin.rootMount("pki", "Company Root");
    admin.kvMount("kv", 2);
    admin.must("sys/auth/approle", Map.of("type", "approle"));
    vault.bodies().clear();
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  private void printed(String what, Workspace.Run run) {
    shown.put(what, run.out() + run.err());
  }

  /** What the double was sent, and what it sent: keys to keep, tokens, secrets of logins. */
  private void hunted() {
    vault.tokens().forEach(hunt::secret);
    for (String body : vault.bodies()) {
      JsonObject.parse(body.getBytes(StandardCharsets.UTF_8))
          .map(json -> json.get("data"))
          .filter(Map.class::isInstance)
          .map(data -> ((Map<?, ?>) data).get("value"))
          .filter(value -> String.valueOf(value).contains("PRIVATE KEY"))
          .ifPresent(value -> hunt.key(String.valueOf(value)));
    }
  }

  private void findsNothing() {
    Workspace.files(folder)
        .forEach(
            (path, content) -> {
              if (!path.startsWith("keys/")) {
                shown.put(path, content);
              }
            });
    hunt.findsNothing(shown);
    assertThat(shown.values()).noneMatch(text -> text.contains("PRIVATE KEY"));
  }

  /** How a server may answer a login, or a request to sign. */
  private record Trouble(String path, int status, Map<String, String> headers) {}

  static Stream<Arguments> troubles() {
    List<String> logins =
        List.of(
            "token: {env: S}",
            "token: {file: keys/login}",
            "appRole: {roleId: mesh, env: S}",
            "appRole: {roleId: mesh, file: keys/login}",
            "jwt: {role: mesh, env: S}",
            "jwt: {role: mesh, file: keys/login}",
            "kubernetes: {role: mesh, file: keys/login}");
    List<Trouble> troubles =
        List.of(
            new Trouble("login", 403, Map.of()),
            new Trouble("login", 503, LATER),
            new Trouble("login", 200, Map.of()),
            new Trouble(SIGN, 400, Map.of()),
            new Trouble(SIGN, 403, Map.of()),
            new Trouble("json", 500, LATER),
            new Trouble("json", 302, Map.of("Location", "https://elsewhere.example.com/")));
    return logins.stream()
        .flatMap(login -> troubles.stream().map(trouble -> Arguments.of(login, trouble)));
  }

  private static String secret(String login) {
    String long40 = UUID.randomUUID().toString().replace("-", "") + "a+b/c=";
    return login.startsWith("jwt") || login.startsWith("kubernetes")
        ? base64("{\"alg\":\"RS256\"}")
            + "."
            + base64("{\"sub\":\"" + long40 + "\"}")
            + "."
            + long40
        : long40;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("troubles")
  void aLoginIsNotShownWhenItFails(String login, Trouble trouble) {
    String secret = secret(login);
    hunt.secret(secret);
    VaultMesh mesh =
        new VaultMesh(folder)
            .spec("{address: \"" + vault.address() + "\", login: {" + login + "}}", 2)
            .with("S", secret);
    mesh.workspace().write("keys/login", secret + "\n");
    // Who is asked before the login does not know it.
    String known = trouble.path().equals("json") ? "" : secret;
    String body = "{\"errors\":[\"no: " + known + "\"],\"auth\":{\"client_token\":\"\"}}";
    vault.fail(
        new Fault(
            trouble.path(),
            0,
            trouble.status(),
            trouble.headers(),
            body.getBytes(StandardCharsets.UTF_8)));

    for (String format : List.of("text", "json", "sarif", "github")) {
      Workspace.Run run = mesh.run("render", "--format", format);
      assertThat(run.code()).as(run.err()).isNotZero();
      printed(format, run);
    }

    hunted();
    findsNothing();
    assertThat(mesh.tree()).isEmpty();
  }

  /** Its secret ID, the token that it returns, and the key that is sealed. */
  @Test
  void aLoginIsNotShownWhenItSucceeds() throws Exception {
    String secretId = role("pki/root/sign-intermediate");
    VaultMesh mesh = mesh("{appRole: {roleId: " + roleId() + ", env: S}}").with("S", secretId);
    printed("render", mesh.run("render", "--format", "json"));
    printed("rotate", mesh.run("rotate", "c10"));
    printed("check", mesh.run("render", "--check", "--format", "json"));
    printed("status", mesh.run("trust", "status", "--format", "json"));
    printed("show", mesh.run("trust", "show", "--format", "json"));
    vault.fail(
        new Fault(
            SIGN, 0, VaultDouble.CUT, Map.of(), "{\"data\":".getBytes(StandardCharsets.UTF_8)));
    Thread healing =
        new Thread(
            () -> {
              int asked = vault.requests().size();
              while (vault.requests().size() < asked + 3) {
                Thread.onSpinWait();
              }
              vault.heal();
            });
    healing.start();
    printed("cut", mesh.run("rotate", "c11"));
    healing.join();

    assertThat(vault.tokens()).hasSizeGreaterThan(2);
    hunt.secret(secretId);
    for (String cluster : List.of("c10", "c11")) {
      hunt.key(key(mesh, cluster));
    }
    hunted();
    findsNothing();
  }

  /** A Pod's token is read where it lies, and again each time: it is replaced every hour. */
  @Test
  void aPodLogsInWithItsOwnToken() {
    role("pki/root/sign-intermediate");
    admin.must("sys/auth/cluster", Map.of("type", "kubernetes"));
    String jwt = secret("kubernetes");
    hunt.secret(jwt);
    admin.must(
        "auth/cluster/role/mesh",
        Map.of("token_policies", new String[] {"of-the-role"}, "reviewed_jwt", jwt));
    VaultMesh mesh = mesh("{kubernetes: {role: mesh, mount: cluster, file: keys/login}}");
    mesh.workspace().write("keys/login", "expired.expired.expired");
    printed("expired", mesh.run("render", "--format", "json"));
    assertThat(shown.get("expired")).contains("MG1510");
    mesh.workspace().write("keys/login", jwt);
    printed("valid", mesh.run("render", "--format", "json"));

    assertThat(mesh.tree()).containsKey("trust/root-cert.pem");
    hunted();
    findsNothing();
  }

  private VaultMesh mesh(String login) {
    return new VaultMesh(folder)
        .spec("{address: \"" + vault.address() + "\", login: " + login + "}", 2);
  }

  private String role(String path) {
    admin.policy("of-the-role", "path \"" + path + "\" { capabilities = [\"update\"] }\n");
    admin.must("auth/approle/role/mesh", Map.of("token_policies", new String[] {"of-the-role"}));
    return admin.must("auth/approle/role/mesh/secret-id", Map.of()).text("data", "secret_id");
  }

  private String roleId() {
    return admin.read("auth/approle/role/mesh/role-id").text("data", "role_id");
  }

  private static String key(VaultMesh mesh, String cluster) throws Exception {
    byte[] sealed = mesh.cacerts(cluster).getBytes(StandardCharsets.ISO_8859_1);
    String identity = mesh.workspace().folder().resolve("keys/clusters.agekey").toString();
    try (SecretManifest opened =
        SopsFile.open(sealed, Held.in(Map.of("SOPS_AGE_KEY_FILE", identity)))) {
      return new String(opened.values().get("ca-key.pem").copy(), StandardCharsets.US_ASCII);
    }
  }

  /** From one root of Vault to another: neither the steps nor those that fail. */
  @Test
  void noStepFromOneRootToAnotherShowsAKey() throws Exception {
    admin.rootMount("second", "Second Root");
    VaultMesh mesh = mesh("{token: {env: S}}").with("S", VaultDouble.ROOT_TOKEN);
    printed("render", mesh.run("render"));
    hunt.secret(VaultDouble.ROOT_TOKEN).key(key(mesh, "c10")).key(key(mesh, "c11"));
    mesh.workspace()
        .write(
            "second.pem",
            admin.read("second/issuer/default/json").text("data", "certificate").strip() + "\n");
    step(mesh, 0, "distribute", "--certificate=second.pem");
    mesh.spec("{address: \"" + vault.address() + "\", mount: second, login: {token: {env: S}}}", 2);
    vault.fail(Fault.of(SIGN, 1, 403, "{\"errors\":[\"" + VaultDouble.ROOT_TOKEN + "\"]}"));
    step(mesh, 3, "sign", "--confirm-applied");
    vault.heal();
    step(mesh, 0, "sign", "--confirm-applied");
    hunt.key(key(mesh, "c10")).key(key(mesh, "c11"));
    step(mesh, 1, "retire", "--confirm-applied");
    mesh.workspace().at(Instant.now().plus(Duration.ofHours(26)));
    step(mesh, 0, "retire", "--confirm-applied");

    hunted();
    findsNothing();
  }

  private void step(VaultMesh mesh, int code, String... words) {
    String[] all =
        Stream.concat(Stream.of("trust", "rotate", "root"), Stream.of(words))
            .toArray(String[]::new);
    Workspace.Run run = mesh.run(all);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    printed(shown.size() + " " + String.join(" ", words), run);
  }

  static Stream<Arguments> stores() {
    return Stream.of(
        Arguments.of("/v1/kv/data/", 403, Map.of()),
        Arguments.of("/v1/kv/metadata/", 503, LATER),
        Arguments.of("/v1/kv/data/", 400, Map.of()),
        Arguments.of("", 0, Map.of()));
  }

  /** What is published is in the store and nowhere else, and not when the store refuses it. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("stores")
  void publishShowsNoKey(String path, int status, Map<String, String> headers) {
    StoreMesh mesh =
        new StoreMesh(folder)
            .spec("address: \"" + vault.address() + "\", mount: kv, " + StoreMesh.ESO, 2)
            .with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN);
    hunt.secret(VaultDouble.ROOT_TOKEN);
    printed("render", mesh.run("render"));
    if (status != 0) {
      vault.fail(new Fault(path, 0, status, headers, VaultDouble.ECHO));
    }
    printed("dry run", mesh.run("publish", "--dry-run"));
    for (String format : List.of("text", "json")) {
      Workspace.Run run = mesh.run("publish", "--format", format);
      assertThat(run.code() == 0).as(run.err()).isEqualTo(status == 0);
      printed("publish " + format, run);
    }
    vault.heal();
    printed("publish again", mesh.run("publish"));
    printed("rotate", mesh.run("rotate", "c10"));
    printed("publish what was rotated", mesh.run("publish"));

    hunted();
    assertThat(hunt.size()).isGreaterThan(4);
    findsNothing();
  }
}
