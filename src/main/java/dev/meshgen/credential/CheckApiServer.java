package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.model.ApiServer;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.pki.CertificateTime;
import dev.meshgen.platform.KnownServers;
import dev.meshgen.platform.PublicServers;
import java.util.Optional;

/** Which address and certificate authority hold, and whether other clusters can use them. */
final class CheckApiServer {
  private final Credential credential;
  private final ClusterFacts cluster;
  private final CheckOptions options;
  private final CredentialDiagnostics remarks;

  CheckApiServer(
      Credential credential,
      ClusterFacts cluster,
      CheckOptions options,
      CredentialDiagnostics remarks) {
    this.credential = credential;
    this.cluster = cluster;
    this.options = options;
    this.remarks = remarks;
  }

  Optional<ReachedServer> server() {
    Optional<String> effective = cluster.apiServer().address().or(credential::server);
    if (effective.isEmpty()) {
      remarks.say(
          Code.API_SERVER_MISSING,
          "neither the credential nor cluster \"" + cluster.name() + "\" names the API server",
          "an address reachable from istiod in the other clusters",
          "set spec.kubernetes.apiServer of the cluster");
      return Optional.empty();
    }
    String where =
        cluster.apiServer().address().isPresent()
            ? "spec.kubernetes.apiServer of cluster \"" + cluster.name() + "\""
            : "the credential's API server";
    checkAddress(where, effective.get());
    if (cluster.apiServer().address().isPresent()) {
      credential.server().ifPresent(other -> compare(effective.get(), other));
    }
    credential.proxyUrl().ifPresent(this::checkProxy);
    return Optional.of(new ReachedServer(effective.get(), tlsServerName(), proxyUrl()));
  }

  private Optional<String> tlsServerName() {
    return cluster.apiServer().tlsServerName().or(credential::tlsServerName);
  }

  /** The spec's, unless the credential has a login for it. */
  private Optional<String> proxyUrl() {
    Optional<String> own = credential.proxyUrl();
    return cluster
        .apiServer()
        .proxyUrl()
        .filter(spec -> own.isEmpty() || !ServerAddress.areSame(spec, own.get()))
        .or(() -> own);
  }

  private void checkAddress(String where, String written) {
    String reach = "an https address reachable from istiod in the other clusters";
    String hint = "set spec.kubernetes.apiServer of cluster \"" + cluster.name() + "\"";
    String shown = where + ", " + QuotableText.address(written) + ",";
    Optional<ServerAddress> address = ServerAddress.parse(written);
    if (address.isEmpty() || address.get().hasLogin()) {
      remarks.say(
          Code.API_SERVER_ADDRESS,
          where + " is not an address, or has a login, query or fragment",
          reach,
          hint);
    } else if (!address.get().isHttps()) {
      remarks.say(
          Code.API_SERVER_ADDRESS, shown + " would receive the token in the clear", reach, hint);
    } else {
      unreachable(address.get())
          .ifPresent(
              why ->
                  remarks.say(
                      Code.API_SERVER_LOCAL,
                      shown + " is unreachable from other clusters: its host " + why,
                      reach,
                      hint + "; " + KnownServers.LOCAL));
    }
  }

  private Optional<String> unreachable(ServerAddress address) {
    return effective().unreachable(address.host(), cluster.scope());
  }

  /** What the spec says of the API server, over what the credential does. */
  private ApiServer effective() {
    ApiServer spec = cluster.apiServer();
    return new ApiServer(
        spec.address(), tlsServerName(), proxyUrl(), spec.caData(), spec.publicCa());
  }

  /** Of a form that {@link KubeconfigForm} accepts. */
  private void checkProxy(String url) {
    ServerAddress.parse(url)
        .flatMap(proxy -> proxy.host().unreachable(cluster.scope()))
        .ifPresent(
            why ->
                remarks.say(
                    Code.API_SERVER_LOCAL,
                    "the credential's proxy is unreachable from other clusters: its host " + why,
                    "a proxy reachable from the other clusters",
                    "remove `proxy-url`, or name a proxy between the clusters"));
  }

  /** An unreachable address in the credential was never meant: no word about it. */
  private void compare(String wins, String loses) {
    boolean meant = ServerAddress.parse(loses).flatMap(this::unreachable).isEmpty();
    if (!options.filedBefore() && meant && !ServerAddress.areSame(wins, loses)) {
      String shown = QuotableText.address(loses);
      String used = QuotableText.address(wins);
      remarks.say(
          Code.CREDENTIAL_OVERRULED,
          shown.equals(used)
              ? "the path of the credential's API server differs from that in the spec, "
                  + used
                  + ", which is used"
              : "the credential's API server, "
                  + shown
                  + ", differs from that in the spec, "
                  + used
                  + ", which is used",
          "",
          "correct spec.kubernetes.apiServer if the credential is right");
    }
  }

  Optional<CaPem> ca() {
    return cluster.apiServer().publicCa() ? Optional.empty() : privateCa();
  }

  private Optional<CaPem> privateCa() {
    Optional<String> caData = cluster.apiServer().caData();
    Optional<CaPem> own = credential.caPem().flatMap(pem -> read("the credential's CA", pem));
    String field = "spec.kubernetes.caData of cluster \"" + cluster.name() + "\"";
    Optional<CaPem> spec = caData.flatMap(data -> read(field, data));
    if (caData.isEmpty() && credential.caPem().isEmpty()) {
      remarks.say(
          Code.API_SERVER_CA_MISSING,
          "neither the credential nor cluster \"" + cluster.name() + "\" has the API server's CA",
          "the certificates that signed the API server's",
          "hand over ca.crt with the token, or set spec.kubernetes.caData; if a public authority"
              + " signed it, set `spec.kubernetes.ca: public`");
    } else if (caData.isEmpty() && !options.filedBefore()) {
      refusePublicCertificate();
    }
    if (!options.filedBefore() && spec.isPresent() && own.isPresent() && !same(spec, own)) {
      remarks.say(
          Code.CREDENTIAL_OVERRULED,
          "the credential's CA differs from that in the spec, which is used",
          "",
          "correct spec.kubernetes.caData if the credential is right");
    }
    Optional<CaPem> effective = caData.isPresent() ? spec : own;
    effective.ifPresent(ca -> checkExpiry(caData.isPresent() ? field : "the CA", ca));
    return effective;
  }

  /** The authority in a cluster's own Secrets has not signed what such an address presents. */
  private void refusePublicCertificate() {
    Optional<ServerAddress> address =
        cluster.apiServer().address().or(credential::server).flatMap(ServerAddress::parse);
    Optional<String> remark = address.flatMap(each -> PublicServers.publicCertificate(each.host()));
    if (remark.isPresent()) {
      remarks.say(
          Code.PUBLIC_CERTIFICATE,
          "the API server at "
              + QuotableText.address(address.get().origin())
              + " presents a certificate of a public authority, not of the credential's CA",
          "the authority that signed it",
          "set `spec.kubernetes.ca: public` of cluster \"" + cluster.name() + "\"" + remark.get());
    }
  }

  private static boolean same(Optional<CaPem> one, Optional<CaPem> other) {
    return one.map(CaPem::text).equals(other.map(CaPem::text));
  }

  /** Go's verifier looks at a root's dates, too. */
  private void checkExpiry(String field, CaPem ca) {
    if (CertificateTime.isOver(ca.usableUntil(), options.now())) {
      remarks.say(
          Code.API_SERVER_CA,
          field + " expired at " + ca.usableUntil(),
          "a valid certificate",
          "hand over the cluster's current ca.crt");
    }
  }

  private Optional<CaPem> read(String field, String text) {
    try {
      return Optional.of(CaPem.read(text));
    } catch (UnusableCa e) {
      String hint =
          e.code() == Code.CREDENTIAL_PRIVATE_KEY
              ? "remove it, and replace that key: anyone who can read this file has it"
              : "copy it from `certificate-authority-data` of a kubeconfig";
      remarks.say(e.code(), field + " " + e.getMessage(), "base64 of certificates in PEM", hint);
      return Optional.empty();
    }
  }
}
