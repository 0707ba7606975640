package dev.meshgen.model;

/**
 * Where private keys and credentials are kept that are not in the tree, as {@code secrets.vault}
 * says.
 *
 * @param mount of the KV engine
 * @param path in it, below which all secrets of the mesh are
 * @param reader what fetches them in the clusters
 * @param settings all that the spec says of it; how the server is reached is known to {@code
 *     seal.vault} alone
 */
public record VaultStore(String mount, String path, StoreReader reader, Origins settings) {

  /** The place of one kind of secrets of a cluster. */
  public String below(String kind, String cluster) {
    return path + "/" + kind + "/" + cluster;
  }
}
