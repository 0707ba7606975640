package dev.meshgen.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.ClientPair;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.pki.PkiException;
import dev.meshgen.testing.AccountToken;
import dev.meshgen.testing.ProxyLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discovery through an access proxy, which knows its users by client certificates. */
class ClientCertificateTest {
  private static final String FILED = "rendered/discovery/east.sops.yaml";
  private static final String LOCK = "rendered/clusters/east/meshgen.lock";
  private static final Instant FROM = Workspace.NOW.minus(Duration.ofDays(1));
  private static final Instant END = Workspace.NOW.plus(Duration.ofDays(90));

  @TempDir Path folder;

  private Workspace workspace;
  private final ProxyLogin login = ProxyLogin.until(FROM, END);

  @BeforeEach
  void render() {
    TestMesh mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
    workspace.replace("mesh.yaml", "  kubernetes:\n    apiServer: https://east.example:6443\n", "");
    mesh.render();
  }

  private Run add(String kubeconfig, String... more) {
    String[] arguments = new String[4 + more.length];
    System.arraycopy(
        new String[] {"credential", "add", "east", "--from-file=-"}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return workspace.runWith(kubeconfig, arguments);
  }

  private Run filed() {
    Run run = add(login.kubeconfig(), "--allow-expiring");
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  @Test
  void sealsAKubeconfigThatReachesTheApiServerThroughTheProxy() throws Exception {
    Run run = filed();

    assertThat(run.err())
        .contains(
            "warning[MG1794]",
            "the client certificate of \"mesh-reader\" expires at " + END,
            "sealed the credential of east for discovery");
    String kubeconfig = Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(FILED).get("east");
    assertThat(kubeconfig)
        .contains(
            "    server: " + ProxyLogin.SERVER + "\n",
            "    proxy-url: http://egress.example:3128\n",
            "    tls-server-name: east.access.example\n")
        .doesNotContain("token:");
    assertLogsIn(kubeconfig);
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  /** Reading both checks that they belong together. */
  private void assertLogsIn(String kubeconfig) throws PkiException {
    String certificate = pem(kubeconfig, "client-certificate-data");
    assertThat(certificate).isEqualTo(login.client().pem());
    byte[] key = pem(kubeconfig, "client-key-data").getBytes(US_ASCII);
    try (ClientPair pair = ClientPair.read(certificate.getBytes(US_ASCII), key)) {
      assertThat(pair.user()).isEqualTo("mesh-reader");
    }
  }

  private static String pem(String kubeconfig, String field) {
    String text = kubeconfig.split(field + ": \"")[1].split("\"")[0];
    return new String(Base64.getDecoder().decode(text), US_ASCII);
  }

  @Test
  void recordsWhatIsPublicOfIt() throws Exception {
    filed();

    assertThat(workspace.read(LOCK))
        .contains(
            "server: \"" + ProxyLogin.SERVER + "\"",
            "tlsServerName: \"east.access.example\"",
            "proxy: \"http://egress.example:3128\"",
            "expires: \"" + END + "\"",
            "clientCertificate:",
            "user: \"mesh-reader\"",
            CertificateFacts.of(login.client().pem()).sha256())
        .doesNotContain("tokenSha256");
  }

  @Test
  void showsTheKeyNowhere() {
    Run refused = add(login.kubeconfig());
    Run run = filed();

    String key = login.client().pkcs8().lines().skip(1).findFirst().orElseThrow();
    for (String text : new String[] {refused.err(), run.err(), run.out()}) {
      assertThat(text).doesNotContain(key.substring(8, 40));
    }
    workspace.tree(".").values().forEach(text -> assertThat(text).doesNotContain(key));
  }

  @Test
  void refusesOneUnlessItMayExpire() {
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = add(login.kubeconfig());

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("<stdin>: error[MG1793]", "--allow-expiring");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void refusesOneThatHasExpiredOrIsNotValidYet() {
    Run over =
        add(
            ProxyLogin.until(FROM.minus(Duration.ofDays(9)), FROM).kubeconfig(),
            "--allow-expiring");
    assertThat(over.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(over.err()).contains("error[MG1792]", "expired at " + FROM);

    Instant tomorrow = Workspace.NOW.plus(Duration.ofDays(1));
    Run early = add(ProxyLogin.until(tomorrow, END).kubeconfig(), "--allow-expiring");
    assertThat(early.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(early.err()).contains("error[MG1792]", "not valid before " + tomorrow);
  }

  @Test
  void refusesThatOfAnAdministrator() {
    ProxyLogin admin =
        ProxyLogin.of("O=system:masters,CN=kubernetes-admin", ForeignCa.ec("secp256r1"), FROM, END);

    Run run = add(admin.kubeconfig(), "--allow-expiring");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1791]", "system:masters");
  }

  @Test
  void refusesAKeyOfAnotherCertificate() {
    String other = ProxyLogin.until(FROM, END).client().pkcs8();

    Run run = add(login.kubeconfig(login.client().pem(), other), "--allow-expiring");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("error[MG1790]", "the client key does not belong to the client certificate");
  }

  @Test
  void saysWhenItEnds() {
    filed();

    Run status = workspace.run("trust", "status");
    assertThat(status.code()).isZero();
    assertThat(status.out())
        .contains("The client certificate used to discover \"east\" expires on 2026-04-15\n");
    assertThat(workspace.run("trust", "status", "--fail-under=100d").code())
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(workspace.run("trust", "status", "--format=json").out())
        .contains("\"clientCertificateOf\": \"mesh-reader\"", "\"due\": false");
    assertThat(workspace.run("trust", "status", "--format=ics").out())
        .contains("DTSTART:" + "20260415T120000Z");
    assertThat(workspace.run("verify").err()).doesNotContain("MG1795");
    assertThat(workspace.run("render", "--check").err()).doesNotContain("MG1795");

    Run due = workspace.run("trust", "status", "--as-of=2026-04-01");
    assertThat(due.out())
        .contains("expires on 2026-04-15: add its successor: `meshgen credential add east");
    Run check = workspace.run("render", "--check", "--as-of=2026-04-01");
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.err()).contains("warning[MG1795]", "expires on 2026-04-15");
    Run verified = workspace.run("verify", "--as-of=2026-04-20");
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.err()).contains("warning[MG1795]", "expired on 2026-04-15");
  }

  @Test
  void opensItAndComparesItWithItsLock() {
    filed();
    workspace.holding(TestMesh.CLUSTERS_KEY);

    Run good = workspace.run("verify", "--deep");
    assertThat(good.code()).as(good.err()).isZero();
    assertThat(good.err()).contains("opened 3 of 4");

    String lock = workspace.read(LOCK);
    String digest = lock.split("clientCertificate:")[1].split("sha256: \"")[1].substring(0, 64);
    workspace.replace("rendered/clusters/east/meshgen.lock", digest, "0".repeat(64));
    Run bad = workspace.run("verify", "--deep");
    assertThat(bad.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(bad.err()).contains("its client certificate does not match its lock");
  }

  @Test
  void staysWhenTheSpecMovesTheApiServer() throws Exception {
    filed();
    workspace.replace(
        "mesh.yaml",
        "  network: net-east\n",
        "  network: net-east\n  kubernetes:\n    apiServer: https://access.example/east\n");
    workspace.holding(TestMesh.CLUSTERS_KEY);

    Run run = workspace.run("render");

    assertThat(run.code()).as(run.err()).isZero();
    String kubeconfig = Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(FILED).get("east");
    assertThat(kubeconfig).contains("https://access.example/east");
    assertLogsIn(kubeconfig);
  }

  @Test
  void saysThatItStaysValidOnceAnotherTakesItsPlace() throws Exception {
    filed();
    Run renewed = add(ProxyLogin.until(FROM, END).kubeconfig(), "--allow-expiring");
    assertThat(renewed.code()).as(renewed.err()).isZero();
    assertThat(renewed.err())
        .contains("MG1230", CertificateFacts.of(login.client().pem()).sha256());

    workspace.replace(
        "mesh.yaml",
        "  network: net-east\n",
        "  network: net-east\n  kubernetes:\n    apiServer: https://east.example:6443\n");
    Run run = add(AccountToken.lasting().secret());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "warning[MG1230]",
            "the client certificate used to discover \"east\" stays valid until " + END);
    assertThat(workspace.read(LOCK)).doesNotContain("clientCertificate");
  }

  @Test
  void saysNothingOfOneThatHasEnded() {
    filed();

    Run run = workspace.run("credential", "remove", "east", "--as-of=2026-04-20");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("MG1230");
  }

  @Test
  void isSeenInADiff() {
    workspace.run("render", "-o", "before");
    filed();

    Run diff = workspace.run("diff", "before", "rendered");

    assertThat(diff.out()).contains("mesh-reader", "2026-04-15");
  }
}
