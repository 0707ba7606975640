package dev.meshgen.model;

import java.util.Optional;

/**
 * What fetches secrets from Vault into a cluster.
 *
 * @param kind whose objects ask for them
 * @param interval how often a Secret is compared, as the reader writes it
 * @param access the object through which it reads: a store, or an authentication; empty for the
 *     operator's default one
 */
public record StoreReader(Kind kind, String interval, Optional<Access> access) {

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
