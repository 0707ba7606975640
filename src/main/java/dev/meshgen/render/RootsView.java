package dev.meshgen.render;

import dev.meshgen.istio.LiveRoots;
import java.util.List;

/** A template's view: what an istiod and its proxies need while their root is replaced. */
record RootsView(List<MapEntry> env, List<MapEntry> proxyMetadata) {
  static RootsView of(LiveRoots live) {
    return new RootsView(MapEntry.list(live.env()), MapEntry.list(live.proxyMetadata()));
  }
}
