package dev.meshgen.vault;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.vault.VaultException.Request;
import java.util.Optional;

/** What a user is told of a request without an answer: what was asked, and what helps. */
public final class VaultProblems {
  private final Span at;
  private final Optional<VaultPlace> place;
  private final String policy;

  /**
   * Those of one server.
   *
   * @param at where the spec names it
   * @param place empty until it is known
   * @param policy command that prints what the token has to be allowed
   */
  public VaultProblems(Span at, Optional<VaultPlace> place, String policy) {
    this.at = at;
    this.place = place;
    this.policy = policy;
  }

  /**
   * A diagnostic.
   *
   * @param purpose what was to be done, such as {@code cannot log in}
   */
  public Diagnostic of(VaultException e, String purpose) {
    String where = place.map(VaultPlace::base).orElse("Vault");
    Diagnostic found =
        Diagnostic.of(
            code(e),
            at,
            purpose
                + ": "
                + e.request().map(asked -> asked + " at " + where + ": ").orElse("")
                + e.getMessage());
    String path = e.request().map(Request::path).orElse("");
    String capability = e.request().map(Request::capability).orElse("update");
    return switch (e.kind()) {
      case SETTING ->
          found
              .expecting("the secret for the login, in the environment or in a file")
              .hinting("provide it there: it is never part of the spec or the command line");
      case UNREACHABLE ->
          found
              .expecting("a reachable Vault or OpenBao server")
              .hinting(
                  "check the address, the network path (`HTTPS_PROXY`, `NO_PROXY`), and that the"
                      + " server is running");
      case UNTRUSTED ->
          found
              .expecting("a certificate for this name from a trusted authority")
              .hinting(
                  "name the file with the certificate of that authority: `caFile` in the spec, or"
                      + " `VAULT_CACERT`");
      case SEALED ->
          found
              .expecting("an initialized and unsealed server")
              .hinting("unseal it (`vault operator unseal`), then run the command again");
      case BUSY ->
          found
              .expecting("a responding active node")
              .hinting("run the command again later: the tree is unchanged");
      case TOKEN ->
          found
              .expecting("a valid token")
              .hinting(
                  "log in again: the token has expired, was revoked, or belongs to another server");
      case DENIED ->
          found
              .expecting("the capability `" + capability + "` on `" + path + "`" + inNamespace())
              .hinting(
                  "add the output of `"
                      + policy
                      + "` to a policy of the token; if it is already there, the token has expired"
                      + " or belongs to another server");
      case LOGIN ->
          found
              .expecting("a role that accepts this secret" + inNamespace())
              .hinting(
                  "check the role, its mount and its bindings, and that the secret is not used up"
                      + " or expired");
      case MISSING, ABSENT ->
          found
              .expecting("something mounted at `" + mount(path) + "`" + inNamespace())
              .hinting("check mount, issuer and namespace with `vault secrets list`");
      case REFUSED ->
          found
              .expecting("a request that Vault accepts")
              .hinting("fix what Vault reports, there or in the spec");
      case FOREIGN ->
          found
              .expecting("a response from Vault")
              .hinting("check the address, and proxies in between");
    };
  }

  private String inNamespace() {
    return place
        .flatMap(VaultPlace::namespace)
        .map(name -> ", in the namespace `" + name + "`")
        .orElse("");
  }

  /** All before the name of the endpoint: a guess, as mounts may have slashes. */
  private static String mount(String path) {
    return path.replaceFirst("/(root|issuer|login|cert)(/.*)?$", "") + "/";
  }

  private static Code code(VaultException e) {
    return switch (e.kind()) {
      case SETTING -> Code.VAULT_SETTING;
      case UNREACHABLE -> Code.VAULT_UNREACHABLE;
      case UNTRUSTED -> Code.VAULT_UNTRUSTED;
      case SEALED -> Code.VAULT_SEALED;
      case BUSY -> Code.VAULT_BUSY;
      case TOKEN -> Code.VAULT_TOKEN;
      case DENIED -> Code.VAULT_DENIED;
      case LOGIN -> Code.VAULT_LOGIN;
      case MISSING, ABSENT -> Code.VAULT_MISSING;
      case REFUSED -> Code.VAULT_REFUSED;
      case FOREIGN -> Code.VAULT_FOREIGN;
    };
  }
}
