package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
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

  Optional<String> server() {
    Optional<String> effective = cluster.apiServer().or(credential::server);
    if (effective.isEmpty()) {
      remarks.say(
          Code.API_SERVER_MISSING,
          "neither the credential nor cluster \"" + cluster.name() + "\" names the API server",
          "an address that istiod in the other clusters reaches",
          "set spec.kubernetes.apiServer of the cluster");
      return effective;
    }
    String where =
        cluster.apiServer().isPresent()
            ? "spec.kubernetes.apiServer of cluster \"" + cluster.name() + "\""
            : "the credential's API server";
    ServerAddress address = ServerAddress.ofApiServer(effective.get());
    checkAddress(where, address);
    if (cluster.apiServer().isPresent()) {
      credential.server().ifPresent(other -> compare(address, ServerAddress.ofApiServer(other)));
    }
    return effective;
  }

  private void checkAddress(String where, ServerAddress address) {
    String reach = "an https address that istiod in the other clusters reaches";
    String hint = "set spec.kubernetes.apiServer of cluster \"" + cluster.name() + "\"";
    switch (address.flaw()) {
      case MALFORMED ->
          remarks.say(
              Code.API_SERVER_ADDRESS,
              where + " is not an address, or has a login, query or fragment",
              reach,
              hint);
      case NOT_HTTPS ->
          remarks.say(
              Code.API_SERVER_ADDRESS,
              where + ", " + address.shown() + ", would receive the token in the clear",
              reach,
              hint);
      case LOCAL ->
          remarks.say(
              Code.API_SERVER_LOCAL,
              where + ", " + address.shown() + ", means another place in every cluster",
              reach,
              hint + "; kind, minikube and k3d write such addresses into their kubeconfigs");
      case NONE -> {}
    }
  }

  /** A local address in the credential was never meant: no word about it. */
  private void compare(ServerAddress wins, ServerAddress loses) {
    boolean local = loses.flaw() == ServerAddress.Flaw.LOCAL;
    if (!options.filedBefore() && !local && !wins.canonical().equals(loses.canonical())) {
      remarks.say(
          Code.CREDENTIAL_OVERRULED,
          "the credential's API server, "
              + loses.shown()
              + ", is not that of the spec, "
              + wins.shown()
              + ", which is used",
          "",
          "correct spec.kubernetes.apiServer if the credential is right");
    }
  }

  Optional<CaPem> ca() {
    Optional<CaPem> own = credential.caPem().flatMap(pem -> read("the credential's CA", pem));
    String field = "spec.kubernetes.caData of cluster \"" + cluster.name() + "\"";
    Optional<CaPem> spec = cluster.caData().flatMap(data -> read(field, data));
    if (cluster.caData().isEmpty() && credential.caPem().isEmpty()) {
      remarks.say(
          Code.API_SERVER_CA_MISSING,
          "neither the credential nor cluster \"" + cluster.name() + "\" has the API server's CA",
          "the certificates that signed the API server's",
          "hand over ca.crt with the token, or set spec.kubernetes.caData");
    }
    if (!options.filedBefore() && spec.isPresent() && own.isPresent() && !same(spec, own)) {
      remarks.say(
          Code.CREDENTIAL_OVERRULED,
          "the credential's CA is not that of the spec, which is used",
          "",
          "correct spec.kubernetes.caData if the credential is right");
    }
    Optional<CaPem> effective = cluster.caData().isPresent() ? spec : own;
    effective.ifPresent(ca -> checkExpiry(cluster.caData().isPresent() ? field : "the CA", ca));
    return effective;
  }

  private static boolean same(Optional<CaPem> one, Optional<CaPem> other) {
    return one.map(CaPem::text).equals(other.map(CaPem::text));
  }

  /** Go's verifier looks at a root's dates, too. */
  private void checkExpiry(String field, CaPem ca) {
    if (ca.usableUntil().isBefore(options.now())) {
      remarks.say(
          Code.API_SERVER_CA,
          field + " expired at " + ca.usableUntil(),
          "a certificate that is valid",
          "hand over the cluster's present ca.crt");
    }
  }

  private Optional<CaPem> read(String field, String text) {
    try {
      return Optional.of(CaPem.read(text));
    } catch (UnusableCa e) {
      String hint =
          e.code() == Code.CREDENTIAL_PRIVATE_KEY
              ? "remove it, and replace the key it belongs to: whoever reads this file has it"
              : "it is what `certificate-authority-data` of a kubeconfig holds";
      remarks.say(e.code(), field + " " + e.getMessage(), "base64 of certificates in PEM", hint);
      return Optional.empty();
    }
  }
}
