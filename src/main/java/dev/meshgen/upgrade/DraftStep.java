package dev.meshgen.upgrade;

import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Revision;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A step before anybody knows where in the spec it is written.
 *
 * @param leaving releases that go
 * @param wanted the fields that change, by cluster
 * @param last whether no cluster would have to follow, so that the settings of the mesh may change
 */
record DraftStep(
    UpgradeStep.Kind kind,
    String ring,
    Revision target,
    List<String> tags,
    List<String> leaving,
    SortedMap<String, List<WantedSetting>> wanted,
    boolean last) {

  DraftStep {
    tags = List.copyOf(tags);
    leaving = List.copyOf(leaving);
    wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
  }

  /** What there is to do when every cluster has the version. */
  static DraftStep cleanUp(IstioVersion version) {
    return new DraftStep(
        UpgradeStep.Kind.CLEAN_UP,
        "",
        new Revision("", version.toString()),
        List.of(),
        List.of(),
        new TreeMap<>(),
        true);
  }
}
