package dev.meshgen.live;

import java.util.List;

/** The order in which an engine applies a tree. */
interface LiveEngine {
  /** The layers of a cluster, each to be applied when those before are healthy. */
  List<LiveLayer> layers(String cluster);
}
