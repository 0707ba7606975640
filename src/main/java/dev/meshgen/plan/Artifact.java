package dev.meshgen.plan;

import java.util.List;

/**
 * Something that clusters or their engines pull from a registry.
 *
 * @param reference what copying tools take: an image reference, also for a chart in an OCI
 *     registry; for one in a Helm repository, the address of its archive
 * @param clusters the clusters that need it, sorted
 */
public record Artifact(Kind kind, String reference, List<String> clusters) {

  /** What is pulled. */
  public enum Kind {
    IMAGE,
    CHART
  }

  public Artifact {
    clusters = List.copyOf(clusters);
  }
}
