package dev.meshgen.model;

import java.util.Optional;

/**
 * The Vault that issues short-lived tokens of readers, with its Kubernetes secrets engine, to the
 * External Secrets of the clusters that read.
 *
 * @param server where it is
 * @param mount of the engines, below which each cluster has its own
 * @param role of each engine, for the first generation of tokens
 * @param login how a cluster logs in
 * @param lifetime of a token
 * @param account with which it asks the API server of a cluster
 */
public record TokenIssuer(
    Server server, String mount, String role, Login login, Lifetime lifetime, Account account) {

  /**
   * Where External Secrets finds it.
   *
   * @param caData base64 of its PEM certificate authority
   */
  public record Server(String address, Optional<String> namespace, Optional<String> caData) {}

  /**
   * How a cluster logs in.
   *
   * @param method the auth method
   * @param mount of the methods, below which each cluster has its own
   * @param audience of the token that it does so with
   */
  public record Login(Method method, String mount, String audience) {}

  /** How Vault knows a ServiceAccount. */
  public enum Method {
    /** By asking the API server of its cluster. */
    KUBERNETES,
    /** By the keys of its cluster. */
    JWT
  }

  /**
   * How long a token is valid, as External Secrets and Vault write it.
   *
   * @param ttl of one
   * @param interval after which there is another
   */
  public record Lifetime(Located<String> ttl, Located<String> interval) {}

  /** A ServiceAccount of a cluster that is not part of the tree. */
  public record Account(String name, String namespace) {}

  /**
   * The mounts of a cluster for which the mesh's do not do.
   *
   * @param engine that issues its tokens
   * @param login through which it logs in
   */
  public record Mounts(Optional<String> engine, Optional<String> login) {}

  /** Where the engine is mounted that issues the tokens of a cluster. */
  public String engine(Cluster cluster) {
    return cluster.kubernetes().mounts().engine().orElseGet(() -> mount + "/" + cluster.name());
  }

  /** Where the auth method is mounted through which a cluster logs in. */
  public String loginMount(Cluster cluster) {
    return cluster
        .kubernetes()
        .mounts()
        .login()
        .orElseGet(() -> login.mount() + "/" + cluster.name());
  }

  /** The role of an engine that issues tokens of a generation. */
  public String role(int generation) {
    return generation == 1 ? role : role + "-" + generation;
  }
}
