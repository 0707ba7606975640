package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.GatewayApiSupport;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.topology.GatewayApiObjects;
import dev.meshgen.upgrade.VersionHop.Note;
import dev.meshgen.upgrade.VersionHop.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Kubernetes and the Gateway API have to be before a minor comes. */
final class VersionWindows {
  private final String window;
  private final String wayOut;
  private final Map<String, List<String>> outside = new TreeMap<>();
  private final Map<String, Span> places = new TreeMap<>();
  private final List<String> silent = new ArrayList<>();

  private VersionWindows(String window, String wayOut) {
    this.window = window;
    this.wayOut = wayOut;
  }

  static List<Note> notes(
      GatewayApiObjects objects, List<Cluster> moving, IstioMinor from, IstioMinor to) {
    List<Note> notes = new ArrayList<>(kubernetes(moving, from, to));
    notes.addAll(gatewayApi(objects, moving, from, to));
    return notes;
  }

  private static List<Note> kubernetes(List<Cluster> moving, IstioMinor from, IstioMinor to) {
    String window = "Kubernetes " + to.kubernetes();
    VersionWindows windows = new VersionWindows(window, "");
    for (Cluster cluster : moving) {
      Optional<MinorVersion> version = cluster.kubernetes().version().flatMap(MinorVersion::parse);
      if (version.isEmpty()) {
        windows.silent.add(cluster.name());
      } else if (!to.kubernetes().includes(version.get())) {
        windows.addOutside(
            cluster, version.get().toString(), cluster.origins().at("kubernetes", "version"));
      }
    }
    return windows.notes(from.kubernetes().equals(to.kubernetes()));
  }

  private static List<Note> gatewayApi(
      GatewayApiObjects objects, List<Cluster> moving, IstioMinor from, IstioMinor to) {
    GatewayApiSupport support = to.gatewayApi();
    VersionWindows windows =
        new VersionWindows("CRDs of the Gateway API " + support.text(), apart(from, to));
    for (Cluster cluster : moving) {
      Optional<IstioVersion> bundle =
          cluster.kubernetes().gatewayApi().flatMap(IstioVersion::parse);
      if (bundle.isPresent() && !support.reads(bundle.get())) {
        windows.addOutside(
            cluster, bundle.get().toString(), cluster.origins().at("kubernetes", "gatewayAPI"));
      } else if (bundle.isEmpty() && objects.needCrds(cluster)) {
        windows.silent.add(cluster.name());
      }
    }
    return windows.notes(from.gatewayApi().text().equals(support.text()));
  }

  /** Two minors may have no version in common. */
  private static String apart(IstioMinor from, IstioMinor to) {
    Optional<IstioVersion> max = from.gatewayApi().max();
    return max.isPresent() && max.get().compareTo(to.gatewayApi().min()) < 0
        ? "no version suits both minors: TLSRoutes do nothing from one upgrade to the other"
        : "";
  }

  private void addOutside(Cluster cluster, String version, Span at) {
    outside.computeIfAbsent(version, key -> new ArrayList<>()).add(cluster.name());
    places.putIfAbsent(version, at);
  }

  /** What the spec does not say is worth a word only where something changes. */
  private List<Note> notes(boolean same) {
    List<Note> notes = new ArrayList<>();
    outside.forEach(
        (version, clusters) ->
            notes.add(
                new Note(
                    Topic.FIRST,
                    window + ", not " + version + " as in " + ClusterNames.some(clusters),
                    wayOut,
                    Optional.of(places.get(version)))));
    if (!silent.isEmpty() && !same) {
      notes.add(
          new Note(
              Topic.FIRST,
              window + "; the spec does not say what runs in " + ClusterNames.some(silent),
              wayOut,
              Optional.empty()));
    }
    return notes;
  }
}
