package dev.meshgen.credential;

import static dev.meshgen.credential.Handed.SERVER;
import static dev.meshgen.credential.Handed.bytes;
import static dev.meshgen.credential.Handed.cluster;
import static dev.meshgen.credential.Handed.codes;
import static dev.meshgen.credential.Handed.kubeconfig;
import static dev.meshgen.credential.Handed.leaks;
import static dev.meshgen.credential.Handed.read;
import static dev.meshgen.credential.Handed.text;
import static dev.meshgen.credential.Handed.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigFormTest {
  private final String token = Handed.readerToken();
  private final String caPem = Handed.caPem();
  private final Report report = new Report();

  private void refuses(String content, String code, String message) {
    assertThat(read(content, report)).isEmpty();
    assertThat(codes(report)).containsExactly(code);
    assertThat(texts(report)).contains(message);
    assertThat(leaks(texts(report), token)).isFalse();
  }

  @Test
  void readsTheCurrentContext() {
    Credential credential =
        read(
            kubeconfig(
                cluster(caPem)
                    + "\ntls-server-name: api.east.example\nproxy-url: http://u:pw@proxy.example:3128",
                "token: " + token));
    assertThat(text(credential.token())).isEqualTo(token);
    assertThat(credential.caPem()).contains(caPem);
    assertThat(credential.server()).contains(SERVER);
    assertThat(credential.tlsServerName()).contains("api.east.example");
    assertThat(credential.proxyUrl()).contains("http://u:pw@proxy.example:3128");
  }

  @Test
  void readsJson() {
    Credential credential =
        read(
            """
            {"kind":"Config","apiVersion":"v1","clusters":[{"name":"a","cluster":{"server":"%s"}}],
             "users":[{"name":"b","user":{"token":"%s"}}],
             "contexts":[{"name":"c","context":{"cluster":"a","user":"b"}}],"current-context":"c"}
            """
                .formatted(SERVER, token));
    assertThat(text(credential.token())).isEqualTo(token);
  }

  @Test
  void takesTheOnlyContextIfNoneIsCurrent() {
    String content =
        kubeconfig(cluster(caPem), "token: " + token)
            .replace("current-context: reader@east", "current-context: \"\"");
    assertThat(text(read(content).token())).isEqualTo(token);
  }

  private String twoContexts(String current) {
    return kubeconfig(cluster(caPem), "token: " + token)
            .replace("current-context: reader@east\n", current)
            .replace(
                "contexts:\n",
                "contexts:\n- context: {cluster: east, user: admin}\n  name: admin@east\n")
        + "- name: admin\n  user: {exec: {command: aws}}\n";
  }

  @Test
  void namesTheContextsIfNoneOfSeveralIsCurrent() {
    refuses(twoContexts(""), "MG1104", "2 contexts and none of them is current");
    assertThat(texts(report))
        .contains("choose one with `--context`: \"admin@east\", \"reader@east\"");
  }

  @Test
  void usesTheContextAskedForAndIgnoresTheOthers() {
    byte[] content = bytes(twoContexts("current-context: admin@east\n"));
    Optional<Credential> chosen =
        CredentialReader.read("kubeconfig", content, Optional.of("reader@east"), report);
    assertThat(text(chosen.orElseThrow().token())).isEqualTo(token);
    assertThat(report.diagnostics()).isEmpty();
    assertThat(CredentialReader.read("kubeconfig", content, report)).isEmpty();
    assertThat(codes(report)).containsExactly("MG1105");
  }

  @Test
  void refusesAContextThatIsNotThere() {
    refuses(
        kubeconfig(cluster(caPem), "token: " + token)
            .replace("current-context: reader", "current-context: x"),
        "MG1104",
        "no context \"x@east\"");
  }

  @Test
  void refusesAContextWhoseUserIsNotThere() {
    refuses(
        kubeconfig(cluster(caPem), "token: " + token).replace("user: reader", "user: writer"),
        "MG1104",
        "no user \"writer\"");
  }

  @Test
  void refusesTwoUsersOfOneName() {
    refuses(
        kubeconfig(cluster(caPem), "token: " + token) + "- name: reader\n  user: {token: a}\n",
        "MG1104",
        "2 times");
  }

  @Test
  void refusesAConfigWithoutContexts() {
    refuses("kind: Config\nusers: []\n", "MG1104", "no context");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MG1105|exec: {apiVersion: client.authentication.k8s.io/v1, command: aws}|users[0].user.exec",
        "MG1106|auth-provider: {name: gcp}|users[0].user.auth-provider",
        "MG1106|auth-provider: {name: oidc, config: {id-token: abc}}|users[0].user.auth-provider",
        "MG1107|tokenFile: /var/run/secrets/token|users[0].user.tokenFile",
        "MG1107|client-certificate: /home/me/client.crt|users[0].user.client-certificate",
        "MG1107|client-key: client.key|users[0].user.client-key",
        "MG1108|username: admin|users[0].user.username",
        "MG1108|password: secret|users[0].user.password",
        "MG1108|as: system:admin|users[0].user.as",
        "MG1108|as-groups: [system:masters]|users[0].user.as-groups",
        "MG1108|as-user-extra: {a: [b]}|users[0].user.as-user-extra",
      })
  void refusesLoginsOtherThanAToken(String code, String login, String path) {
    refuses(kubeconfig(cluster(caPem), "token: " + token + "\n" + login), code, "`" + path + "`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MG1107|certificate-authority: /etc/ca.crt|certificate-authority",
        "MG1109|insecure-skip-tls-verify: true|insecure-skip-tls-verify",
        "MG1109|insecure-skip-tls-verify: yes|insecure-skip-tls-verify",
        "MG1103|tls-server-name: a b|tls-server-name",
        "MG1103|proxy-url: ftp://proxy.example|proxy-url",
        "MG1103|proxy-url: proxy.example|proxy-url",
      })
  void refusesWaysToTheApiServerThatIstiodCannotGo(String code, String field, String path) {
    refuses(
        kubeconfig(cluster(caPem) + "\n" + field, "token: " + token),
        code,
        "`clusters[0].cluster." + path + "`");
  }

  @Test
  void saysHowToGetRidOfFileReferences() {
    read(kubeconfig(cluster(caPem), "tokenFile: /token"), report);
    assertThat(texts(report)).contains("kubectl config view --raw --flatten --minify");
  }

  @Test
  void reportsEverythingThatIsWrongWithALogin() {
    read(kubeconfig(cluster(caPem), "exec: {}\nas: me\nclient-key: key"), report);
    assertThat(codes(report)).contains("MG1105", "MG1107", "MG1108");
  }

  @Test
  void refusesWhatKubectlMasked() {
    String config = kubeconfig("certificate-authority-data: DATA+OMITTED", "token: REDACTED");
    assertThat(read(config, report)).isEmpty();
    assertThat(codes(report)).containsExactly("MG1103", "MG1110");
    assertThat(texts(report)).contains("--raw");
  }

  @Test
  void acceptsFieldsThatAreEmptyOrSayNo() {
    String user = "token: " + token + "\nusername: \"\"\nexec: null";
    assertThat(
            text(
                read(kubeconfig(cluster(caPem) + "\ninsecure-skip-tls-verify: false", user))
                    .token()))
        .isEqualTo(token);
  }

  @Test
  void refusesATokenThatIsNoText() {
    refuses(
        kubeconfig(cluster(caPem), "token: [a]"), "MG1103", "`users[0].user.token` is not text");
  }

  @Test
  void doesNotShowATokenThatStandsWhereANameBelongs() {
    String content = kubeconfig(cluster(caPem), "token: x");
    assertThat(
            read(
                content.replace("current-context: reader@east", "current-context: " + token),
                report))
        .isEmpty();
    assertThat(read(content.replace("user: reader", "user: " + token), report)).isEmpty();
    String opaque = Handed.opaqueToken();
    assertThat(read(content.replace("user: reader", "user: " + opaque), report)).isEmpty();
    assertThat(leaks(texts(report), token)).isFalse();
    assertThat(leaks(texts(report), opaque)).isFalse();
  }
}
