package dev.meshgen.plan;

import dev.meshgen.model.Cluster;

/** How the engines of a mesh behave, as far as a plan depends on it. */
public interface EngineTraits {

  /**
   * Whether a layer that holds nothing any more stays in a cluster's tree, because its engine
   * prunes what a layer lacks, and leaves in place what a layer held that is gone.
   */
  boolean keepsEmptiedLayers(Cluster cluster);

  /**
   * Whether it reads the sealed files of {@code discovery/} as listed resources, while the engine
   * of another cluster reads them in another way.
   */
  boolean listsSecretsApart(Cluster cluster);

  /** Whether the Secret of a token goes with the file that it was in. */
  boolean prunesTokens(Cluster cluster);
}
