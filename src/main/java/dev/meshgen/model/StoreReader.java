package dev.meshgen.model;

import java.util.Optional;

/**
 * What fetches secrets from Vault into a cluster.
 *
 * @param kind whose objects ask for them
 * @param interval how often a Secret is compared, as the reader writes it
 * @param access the object through which it reads: a store, or an authentication; empty for the
 *     operator's default one
 * @param connection present if the tree brings that object
 */
public record StoreReader(
    Kind kind, String interval, Optional<Access> access, Optional<Connection> connection) {

  /** One whose object somebody else makes. */
  public StoreReader(Kind kind, String interval, Optional<Access> access) {
    this(kind, interval, access, Optional.empty());
  }

  /**
   * How a cluster reaches Vault.
   *
   * @param server its address, if it is not that of who publishes
   * @param mount below which the Kubernetes method of each cluster is mounted
   * @param caSecret Secret with the authority of its certificate
   */
  public record Connection(Optional<String> server, String mount, Optional<String> caSecret) {
    /** The ServiceAccount that Vault knows, in Istio's namespace. */
    public static final String ACCOUNT = "meshgen-vault-secrets";

    /** Where the method of a cluster is mounted. */
    public String mountOf(String cluster) {
      return mount + "/" + cluster;
    }
  }

  /** The programs that do it. */
  public enum Kind {
    /** External Secrets. */
    EXTERNAL_SECRETS,
    /** HashiCorp's Vault Secrets Operator. */
    VAULT_SECRETS_OPERATOR
  }

  /** A reference, by kind and name. */
  public record Access(String kind, String name) {}
}
