package dev.meshgen.model;

import java.util.Optional;

/**
 * The token with which other clusters read a cluster, as the spec says.
 *
 * @param mode how they get it
 * @param generation which one they use, from 1
 * @param kept an earlier generation, which is valid as well
 * @param rights of its account
 */
public record ReaderToken(Mode mode, int generation, Optional<Integer> kept, Rights rights) {

  /** What the account of a reader may do. */
  public enum Rights {
    /** What the istiod chart allows the one that the base chart brings. */
    CHART,
    /** What istiods list and watch. */
    MINIMAL
  }

  /** The same with other generations. */
  public ReaderToken with(int next, Optional<Integer> keeping) {
    return new ReaderToken(mode, next, keeping, rights);
  }

  /** How a token gets from its cluster to the others. */
  public enum Mode {
    /** Somebody hands it over; it is sealed, or kept in a store of secrets. */
    SEALED("sealed"),

    /** Its cluster pushes it to a store, from which the others fetch it. */
    EXTERNAL_SECRETS("externalSecrets"),

    /** Vault issues short-lived ones to the clusters that read. */
    VAULT_KUBERNETES("vaultKubernetes"),

    /** Something writes kubeconfigs into a folder of istiod. */
    MOUNTED("mounted");

    private final String id;

    Mode(String id) {
      this.id = id;
    }

    /** The word for it in the spec. */
    public String id() {
      return id;
    }

    /** The mode that the spec has a word for. */
    public static Mode of(String id) {
      for (Mode mode : values()) {
        if (mode.id.equals(id)) {
          return mode;
        }
      }
      throw new IllegalArgumentException("unknown mode: " + id);
    }
  }

  /** Whether somebody hands it to meshgen, which gives it to the others. */
  public boolean isHandedOver() {
    return mode == Mode.SEALED;
  }

  /** Whether the others fetch it from where its cluster pushes it. */
  public boolean isFetched() {
    return mode == Mode.EXTERNAL_SECRETS;
  }

  /** Whether Vault issues it to the others, so that its cluster has no token that stays. */
  public boolean isIssued() {
    return mode == Mode.VAULT_KUBERNETES;
  }
}
