package dev.meshgen.credential;

import dev.meshgen.credential.Credential.ApiServer;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.net.HostAddress;
import dev.meshgen.net.ServerAddress;
import java.util.List;
import java.util.Optional;

/**
 * A kubeconfig: one context of it, that context's cluster, and its user's token or client
 * certificate. Refuses whatever istiod's {@code sanitizeKubeConfig} (pkg/kube/util.go) refuses, and
 * other logins.
 */
final class KubeconfigForm {
  private static final String FLATTEN =
      "`kubectl config view --raw --flatten --minify` puts the content into the file";
  private static final List<String> PROXIES = List.of("http", "https", "socks5");
  private static final List<String> OTHER_LOGINS =
      List.of("username", "password", "as", "as-uid", "as-groups", "as-user-extra");

  private final CredentialDiagnostics remarks;
  private final Optional<String> context;
  private final CredentialParts parts;

  KubeconfigForm(CredentialDiagnostics remarks, Optional<String> context) {
    this.remarks = remarks;
    this.context = context;
    this.parts = new CredentialParts(remarks);
  }

  Optional<Credential> read(CredentialField config) {
    ContextChoice choice = new ContextChoice(remarks, config);
    Optional<CredentialField> chosen = choice.context(context);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    Optional<CredentialField> cluster = choice.named("clusters", "cluster", chosen.get());
    Optional<CredentialField> user = choice.named("users", "user", chosen.get());
    if (cluster.isEmpty() || user.isEmpty()) {
      return Optional.empty();
    }
    refuseFiles(cluster.get(), "certificate-authority");
    refuseLogins(user.get());
    ApiServer apiServer = apiServer(cluster.get());
    String key = "certificate-authority-data";
    Optional<String> caPem =
        parts.certificates(cluster.get().path() + "." + key, parts.text(cluster.get(), key));
    Optional<String> token = parts.text(user.get(), "token");
    ClientCertificateFields certificate = new ClientCertificateFields(remarks, user.get());
    if (certificate.arePresent()) {
      token.ifPresent(both -> certificate.refuseBoth());
      return parts.together(certificate.read(), caPem, apiServer);
    }
    return parts.together(user.get().path() + ".token", token, caPem, apiServer);
  }

  private void refuseLogins(CredentialField user) {
    refuseFiles(user, "tokenFile");
    refuseFiles(user, "client-certificate");
    refuseFiles(user, "client-key");
    user.at("exec")
        .ifPresent(
            exec ->
                remarks.say(
                    Code.CREDENTIAL_EXEC,
                    "`" + exec.path() + "` runs a command, which istiod refuses",
                    "a token",
                    CredentialReader.HAND_OVER));
    user.at("auth-provider")
        .ifPresent(
            provider ->
                remarks.say(
                    Code.CREDENTIAL_AUTH_PROVIDER,
                    "`" + provider.path() + "` logs in as a person, with a token that is renewed",
                    "a token",
                    CredentialReader.HAND_OVER));
    for (String login : OTHER_LOGINS) {
      user.at(login).ifPresent(this::refuseLogin);
    }
  }

  private void refuseLogin(CredentialField login) {
    remarks.say(
        Code.CREDENTIAL_OTHER_LOGIN,
        "`" + login.path() + "` is a password or impersonates someone",
        "only the token of Istio's reader, or a client certificate",
        CredentialReader.HAND_OVER);
  }

  private void refuseFiles(CredentialField parent, String key) {
    parent
        .at(key)
        .ifPresent(
            file ->
                remarks.say(
                    Code.CREDENTIAL_FILE_REFERENCE,
                    "`" + file.path() + "` refers to a file, which istiod does not have",
                    "the content itself",
                    FLATTEN));
  }

  private ApiServer apiServer(CredentialField cluster) {
    Optional<CredentialField> insecure = cluster.at("insecure-skip-tls-verify");
    if (insecure.isPresent() && !insecure.get().text().orElse("").equals("false")) {
      remarks.say(
          Code.CREDENTIAL_INSECURE,
          "`" + insecure.get().path() + "` disables verification of the API server",
          "a certificate authority to verify the API server with",
          "replace it with `certificate-authority-data`");
    }
    Optional<String> name = parts.text(cluster, "tls-server-name");
    if (name.isPresent() && HostAddress.parse(name.get()).isEmpty()) {
      parts.unusable(cluster.path() + ".tls-server-name", "is not a host name");
    }
    Optional<String> proxy = parts.text(cluster, "proxy-url");
    proxy.ifPresent(url -> checkProxy(cluster.path() + ".proxy-url", url));
    return new ApiServer(parts.text(cluster, "server"), name, proxy);
  }

  /** A proxy may be asked in the clear, since TLS passes through it, and may want a login. */
  private void checkProxy(String field, String url) {
    if (ServerAddress.parse(url).filter(proxy -> PROXIES.contains(proxy.scheme())).isEmpty()) {
      parts.unusable(field, "is not the address of an http, https or socks5 proxy");
    }
  }
}
