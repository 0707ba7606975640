package dev.meshgen.vault;

import dev.meshgen.vault.VaultException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * Where a standby node points that does not forward requests itself: to the same path at the active
 * node, which has another name. It is followed once, with the token, as Vault's own client does:
 * the node that says so has seen the token already, and so has proved that it is the server that
 * the spec names. Anything else does not come from Vault (a portal that wants a login, a load
 * balancer that moves people to another scheme), and is not followed.
 */
final class Redirect {
  private static final Set<Integer> SAME_METHOD = Set.of(307, 308);

  private final VaultCall call;
  private final VaultReply reply;

  Redirect(VaultCall call, VaultReply reply) {
    this.call = call;
    this.reply = reply;
  }

  /** The same call at another node; empty if this is another reply. */
  Optional<VaultCall> follow() throws VaultException {
    if (reply.status() < 300 || reply.status() >= 400) {
      return Optional.empty();
    }
    URI to = location();
    URI from = call.uri();
    boolean sameScheme = from.getScheme().equalsIgnoreCase(String.valueOf(to.getScheme()));
    boolean samePath = from.getRawPath().equals(to.getRawPath()) && to.getRawQuery() == null;
    if (!SAME_METHOD.contains(reply.status()) || !sameScheme || !samePath) {
      throw VaultException.of(
          Kind.FOREIGN,
          "status "
              + reply.status()
              + " redirects to "
              + origin(to)
              + ", which is not the same request at another node of Vault");
    }
    if (to.getHost() == null || to.getRawUserInfo() != null) {
      throw VaultException.of(Kind.FOREIGN, "status " + reply.status() + " redirects to no server");
    }
    return Optional.of(call.to(to));
  }

  private URI location() throws VaultException {
    String text = reply.header("location").orElse("");
    try {
      return call.uri().resolve(new URI(text));
    } catch (URISyntaxException e) {
      throw VaultException.of(
          Kind.FOREIGN, "status " + reply.status() + " redirects to no address");
    }
  }

  /** A path or query of a portal may hold what only this caller is to know. */
  private static String origin(URI to) {
    return to.getScheme() + "://" + to.getHost() + (to.getPort() < 0 ? "" : ":" + to.getPort());
  }
}
