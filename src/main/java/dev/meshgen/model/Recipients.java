package dev.meshgen.model;

import dev.meshgen.recipient.Recipient;
import java.nio.file.Path;
import java.util.List;

/**
 * Who can open what, as written in {@code Mesh.spec.secrets}; not yet checked.
 *
 * @param clusters of what clusters receive, unless a cluster has its own
 * @param discovery of every file in {@code discovery/}
 * @param root of the root key
 * @param bundle of what is yet to be imported into Vault, if no command writes there itself
 * @param keyFiles with public keys of recipients, relative to the current folder
 */
public record Recipients(
    List<Located<Recipient>> clusters,
    List<Located<Recipient>> discovery,
    List<Located<Recipient>> root,
    List<Located<Recipient>> bundle,
    List<Path> keyFiles) {
  public Recipients {
    clusters = List.copyOf(clusters);
    discovery = List.copyOf(discovery);
    root = List.copyOf(root);
    bundle = List.copyOf(bundle);
    keyFiles = List.copyOf(keyFiles);
  }
}
