package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.meshgen.cli.Workspace;
import dev.meshgen.cli.Workspace.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Data keys that a transit engine wraps, asked by meshgen itself, with any server that speaks
 * Vault's protocol. There is no sops.
 */
@Execution(ExecutionMode.SAME_THREAD)
public abstract class AnyTransitTest {
  private static final String CACERTS = "rendered/clusters/east/trust/cacerts.sops.yaml";
  private static final String ROOT = "rendered/trust/root-ca.sops.yaml";
  private static int mounts;

  @TempDir private Path folder;
  private Workspace workspace;
  private String mount;

  /** A server that other tests use, too. */
  protected abstract VaultAdmin vault();

  /** What somebody else makes of a sealed file; nothing where no one else is there. */
  protected abstract void opens(Workspace workspace, String file, String token);

  private String address() {
    return vault().address();
  }

  @BeforeEach
  void write() {
    mount = "team/transit" + mounts++;
    vault().must("sys/mounts/" + mount, Map.of("type", "transit"));
    for (String key : List.of("clusters", "root")) {
      vault().must(mount + "/keys/" + key, Map.of("type", "aes256-gcm96"));
    }
    workspace = new Workspace(folder);
    workspace.with("PATH", "/nowhere").holdingNothing();
    spec("{}", "east");
  }

  private void spec(String login, String... clusters) {
    StringBuilder spec =
        new StringBuilder(
            """
            apiVersion: meshgen.dev/v1alpha1
            kind: Mesh
            metadata: {name: retail}
            spec:
              istio: {version: "1.31.1"}
              secrets:
                sops:
                  hcVault: ["%1$s/v1/%2$s/keys/clusters"]
                  root: {hcVault: ["%1$s/v1/%2$s/keys/root"]}
                  transitAccess: %3$s
              delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
            """
                .formatted(address(), mount, login));
    for (String cluster : clusters) {
      spec.append(
          """
          ---
          apiVersion: meshgen.dev/v1alpha1
          kind: Cluster
          metadata: {name: %1$s}
          spec: {platform: eks, network: %1$s, kubernetes: {apiServer: "https://%1$s.example:6443"}}
          """
              .formatted(cluster));
    }
    workspace.write("mesh.yaml", spec.toString());
  }

  private String policy() {
    Run run = workspace.run("trust", "policy");
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private String logIn(String policy) {
    vault().policy("seals-" + mount.replace('/', '-'), policy);
    String token = vault().token("seals-" + mount.replace('/', '-'));
    workspace.with("VAULT_TOKEN", token);
    return token;
  }

  private void renders() {
    Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void sealsAndOpensWithWhatItsPolicyAllows() {
    String token = logIn(policy());

    renders();

    assertThat(workspace.read(CACERTS))
        .containsPattern(
            "    hc_vault:\n"
                + "        - created_at: \"[0-9TZ:-]+\"\n"
                + "          enc: vault:v1:[A-Za-z0-9+/=]+\n"
                + "          engine_path: "
                + mount
                + "\n"
                + "          key_name: clusters\n"
                + "          vault_address: "
                + address()
                + "\n");
    assertThat(workspace.run("render", "--check").code()).isZero();
    opens(workspace, CACERTS, token);
    opens(workspace, ROOT, token);

    SortedMap<String, String> before = workspace.tree("rendered");
    spec("{}", "east", "west");
    renders();
    assertThat(workspace.read(ROOT)).isEqualTo(before.get("trust/root-ca.sops.yaml"));
    assertThat(workspace.read(CACERTS.replace("east", "west"))).contains("enc: vault:v1:");

    Run verified = workspace.run("render", "--verify");
    assertThat(verified.code()).as(verified.err()).isZero();
    Run deep = workspace.run("verify", "--deep", "-f", "mesh.yaml");
    assertThat(deep.code()).as(deep.err()).isZero();
    assertThat(deep.err()).contains("opened 3 of 3");
  }

  @Test
  void logsInAsTheAuthorityDoes() {
    vault().must("sys/auth/machines" + mounts, Map.of("type", "approle"));
    String role = "auth/machines" + mounts + "/role/meshgen";
    vault().policy("machine-" + mounts, policy());
    vault().must(role, Map.of("token_policies", List.of("machine-" + mounts)));
    String id = vault().read(role + "/role-id").text("data", "role_id");
    String secret = vault().must(role + "/secret-id", Map.of()).text("data", "secret_id");
    spec(
        "{login: {appRole: {mount: machines" + mounts + ", roleId: " + id + ", env: SECRET_ID}}}",
        "east");
    workspace.with("SECRET_ID", secret);

    renders();

    assertThat(workspace.read(CACERTS)).contains("enc: vault:v1:");
    assertThat(policy()).contains("auth/token/revoke-self");
  }

  @Test
  void issuesNothingWhereAPolicyLacksOnePath() {
    String missing = mount + "/encrypt/root";
    String lacking =
        policy().replace("path \"" + missing + "\" {\n  capabilities = [\"update\"]\n}\n", "");
    assertThat(lacking).doesNotContain(missing);
    logIn(lacking);

    Run run = workspace.run("render");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains(
            "cannot seal for hc_vault:" + address() + "/v1/" + mount + "/keys/root",
            "the capability `update` on `" + missing + "`",
            "meshgen trust policy");
    assertThat(workspace.exists("rendered")).isFalse();
  }

  @Test
  void makesNoKeyThatIsNotThere() {
    spec("{}", "east");
    workspace.replace("mesh.yaml", "/keys/root", "/keys/rot");
    logIn(policy());

    Run run = workspace.run("render");

    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("/keys/rot", "encrypt/rot");
    assertThat(workspace.exists("rendered")).isFalse();
    assertThat(vault().read(mount + "/keys/rot").status()).isNotEqualTo(200);
  }

  /** Whoever writes a file may write any address into it. */
  @Test
  void logsInOnlyWhereTheSpecHasAKey() throws IOException {
    logIn(policy());
    renders();
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer other = refusing(asked);
    try {
      workspace.replace(CACERTS, "vault_address: " + address(), "vault_address: " + at(other));

      Run deep = workspace.run("verify", "--deep", "-f", "mesh.yaml");

      assertThat(deep.code()).isNotZero();
      assertThat(deep.err())
          .contains("a transit key at a server named in the spec", "list `hcVault`");
      assertThat(asked).isEmpty();
    } finally {
      other.stop(0);
    }
  }

  /** Vault locks out who tries again and again. */
  @Test
  void aLoginThatIsRefusedIsNotTriedForEachFile() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer other = refusing(asked);
    try {
      spec("{login: {appRole: {roleId: meshgen, env: SECRET_ID}}}", "east", "west", "south");
      workspace.with("SECRET_ID", "no-such-secret");
      workspace.write("mesh.yaml", workspace.read("mesh.yaml").replace(address(), at(other)));

      Run run = workspace.run("render");

      assertThat(run.code()).isNotZero();
      assertThat(asked).containsExactly("/v1/auth/approle/login");
    } finally {
      other.stop(0);
    }
  }

  private static HttpServer refusing(List<String> asked) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          byte[] answer = "{\"errors\":[\"invalid secret id\"]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(400, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String at(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void saysWhyItDoesNotOpen() {
    logIn(policy());
    renders();
    SortedMap<String, String> before = workspace.tree("rendered");
    logIn(
        policy()
            .replace(
                "path \"" + mount + "/decrypt/root\" {\n  capabilities = [\"update\"]\n}\n", ""));
    spec("{}", "east", "west");

    Run run = workspace.run("render");

    assertThat(run.code()).isNotZero();
    assertThat(run.err())
        .contains(
            "expected: the capability `update` on `" + mount + "/decrypt/root`",
            "meshgen trust policy",
            "; cannot open a file sealed for hc_vault:" + address())
        .doesNotContain("vault login", "on the PATH");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    spec("{}", "east");
    assertThat(workspace.run("verify", "--deep", "-f", "mesh.yaml").err())
        .contains(
            "warning[MG",
            "expected: the capability `update` on `" + mount + "/decrypt/root`",
            "; cannot open a file sealed for hc_vault:" + address())
        .doesNotContain("vault login", "on the PATH");
  }

  @Test
  void needsATokenThatIsValid() {
    workspace.with("VAULT_TOKEN", "hvs.nothing");

    Run run = workspace.run("render");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("cannot seal for hc_vault:").doesNotContain("hvs.nothing");
    assertThat(workspace.exists("rendered")).isFalse();
  }
}
