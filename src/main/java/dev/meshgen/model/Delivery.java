package dev.meshgen.model;

/** The engine that applies the tree. */
public sealed interface Delivery {

  /** The folder that holds the tree, relative to the repository, without a leading {@code ./}. */
  String path();

  /** Where in the repository a file of the tree lies; {@code .} is the repository itself. */
  default String within(String file) {
    return path().equals(".") ? file : path() + "/" + file;
  }

  /** An Argo CD on a hub that drives all clusters. */
  record ArgoCd(String repoUrl, String path, String revision, String namespace, String project)
      implements Delivery {}

  /** A Flux in every cluster. */
  record Flux(
      String sourceKind, String sourceName, String path, String namespace, String decryptionSecret)
      implements Delivery {}
}
