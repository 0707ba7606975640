package dev.meshgen.model;

/**
 * Where clusters push the tokens of their readers, and fetch those of other clusters, with External
 * Secrets.
 *
 * @param reference the store in each cluster
 * @param path in it, below which all tokens of the mesh are
 * @param interval how often one is pushed, and fetched, as External Secrets writes it
 * @param deletionPolicy what becomes of a remote secret whose token is gone
 */
public record TokenStore(
    StoreReader.Access reference, String path, String interval, String deletionPolicy) {

  /** The place of the token of a cluster. */
  public String of(String cluster) {
    return path + "/readers/" + cluster;
  }
}
