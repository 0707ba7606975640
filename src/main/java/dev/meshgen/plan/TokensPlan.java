package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.TokenIssuer;
import java.util.List;

/**
 * The short-lived tokens that a cluster asks Vault for, to read others with.
 *
 * @param issuer the Vault
 * @param loginMount of the auth method through which it logs in
 * @param loginRole in which it does, and the name of the policy that it has
 * @param peers those whose tokens it asks for, by name
 */
public record TokensPlan(
    TokenIssuer issuer, String loginMount, String loginRole, List<Issued> peers) {
  /** The ServiceAccount that External Secrets logs in as. */
  public static final String ACCOUNT = "meshgen-vault";

  public TokensPlan {
    peers = List.copyOf(peers);
  }

  /**
   * A token of another cluster.
   *
   * @param mount of the engine that issues it
   * @param role of that
   */
  public record Issued(Cluster cluster, String mount, String role) {
    /** What is written to for a token. */
    public String path() {
      return mount + "/creds/" + role;
    }
  }
}
