package dev.meshgen.model;

import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who can open what, as written in {@code Mesh.spec.secrets}; not yet checked.
 *
 * @param clusters of what clusters receive, unless a cluster has its own
 * @param discovery of every file in {@code discovery/}
 * @param root of the root key
 * @param bundle of what is yet to be imported into Vault, if no command writes there itself
 * @param searchedFiles with public keys of recipients that are found by their own name; these files
 *     and the others are relative to the current folder
 * @param namedFiles each with the public key of one recipient
 * @param transit how transit engines are asked; empty if the user's sops does
 */
public record Recipients(
    List<Located<Recipient>> clusters,
    List<Located<Recipient>> discovery,
    List<Located<Recipient>> root,
    List<Located<Recipient>> bundle,
    List<Path> searchedFiles,
    List<NamedKeyFile> namedFiles,
    Optional<Origins> transit) {
  public Recipients {
    clusters = List.copyOf(clusters);
    discovery = List.copyOf(discovery);
    root = List.copyOf(root);
    bundle = List.copyOf(bundle);
    searchedFiles = List.copyOf(searchedFiles);
    namedFiles = List.copyOf(namedFiles);
  }

  /** A file with the public key of a recipient, which the spec names with it. */
  public record NamedKeyFile(Located<Recipient> recipient, Located<Path> file) {}

  /** The files with public keys; of two for one recipient, the first counts. */
  public PublicKeyFiles keyFiles() {
    Map<Recipient, Path> named = new TreeMap<>();
    namedFiles.forEach(each -> named.putIfAbsent(each.recipient().value(), each.file().value()));
    return new PublicKeyFiles(searchedFiles, named);
  }
}
