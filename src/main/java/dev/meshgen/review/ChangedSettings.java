package dev.meshgen.review;

import dev.meshgen.delivery.AnchoredSetting;
import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.Chart;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.NameList;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that decide what objects there are, or what is done with them, more than their names
 * say. A lock that does not record them says nothing of a change.
 */
final class ChangedSettings {
  static final String PLATFORM = "platform";
  static final String EXPOSURE = "eastWest.exposure";
  static final String LOAD_BALANCER_CLASS = "eastWest.loadBalancer.class";
  static final String ADDRESS_FOR = "eastWest.addressFor";
  static final String CLUSTER_DOMAIN = "clusterDomain";

  private static final String NONE = "not set";

  private static final String DRAIN =
      "`state: draining` first, then this change, then `state: active`";

  private static final Map<String, String> OF_GATEWAYS = new LinkedHashMap<>();

  static {
    OF_GATEWAYS.put(
        PLATFORM,
        "the annotations of its east-west gateway's Service change, and with them its load balancer"
            + " or its address");
    OF_GATEWAYS.put(
        EXPOSURE, "the cloud creates another load balancer for its gateway, with another address");
    OF_GATEWAYS.put(
        ADDRESS_FOR,
        "the istiods of other networks have no address of its gateway, or two, until all engines"
            + " have applied it");
    OF_GATEWAYS.put(
        LOAD_BALANCER_CLASS,
        "Kubernetes refuses this change in a Service that exists: it has to be deleted, and its"
            + " address with it");
  }

  private final Mesh mesh;

  ChangedSettings(Mesh mesh) {
    this.mesh = mesh;
  }

  /** {@link Code#DELIVERY_MOVED} and {@link Code#SETTING_CHANGED}. */
  List<Diagnostic> find(List<ClusterChange> clusters) {
    List<ClusterChange> used =
        clusters.stream().filter(change -> Topology.isConnected(change.cluster())).toList();
    List<Diagnostic> found = new ArrayList<>();
    for (ClusterChange change : used) {
      if (hasGatewayInUse(change)) {
        OF_GATEWAYS.forEach(
            (field, consequence) ->
                other(change, field)
                    .ifPresent(
                        was -> found.add(gateway(change.cluster(), field, was, consequence))));
      }
      cni(change).ifPresent(found::add);
    }
    used.stream()
        .flatMap(change -> other(change, CLUSTER_DOMAIN).stream())
        .findFirst()
        .ifPresent(was -> found.add(domain(was)));
    found.addAll(moved(clusters));
    return found;
  }

  private static boolean hasGatewayInUse(ClusterChange change) {
    return Topology.isActive(change.cluster())
        && change.before().gateway().isPresent()
        && change.after().gateway().isPresent();
  }

  /** What a setting was, if both locks tell and it differs. */
  private static Optional<String> other(ClusterChange change, String field) {
    if (change.before().settings().isEmpty() || change.after().settings().isEmpty()) {
      return Optional.empty();
    }
    String before = change.before().settings().get().getOrDefault(field, NONE);
    String after = change.after().settings().get().getOrDefault(field, NONE);
    return before.equals(after) ? Optional.empty() : Optional.of(before);
  }

  private static Diagnostic gateway(Cluster cluster, String field, String was, String consequence) {
    return changed(
            at(cluster, field),
            "\"" + field + "\" of \"" + cluster.name() + "\" was " + was + ": " + consequence,
            DRAIN)
        .concerning(cluster.name());
  }

  private static Span at(Cluster cluster, String field) {
    Span at = cluster.origins().at(field.split("\\.", -1));
    return at.hasLine() ? at : cluster.origins().document();
  }

  private static Optional<Diagnostic> cni(ClusterChange change) {
    boolean before = hasCni(change.before());
    boolean isNew = change.before().istio().controlPlanes().isEmpty();
    boolean sameKind =
        change.before().istio().dataPlane().equals(change.after().istio().dataPlane());
    if (isNew || !sameKind || before == hasCni(change.after())) {
      return Optional.empty();
    }
    String name = change.cluster().name();
    return Optional.of(
        changed(
                at(change.cluster(), "istio.cni"),
                "\"istio.cni\" of \""
                    + name
                    + "\" was "
                    + before
                    + ": Pods that start before node agents and injector agree have no redirection"
                    + " of traffic, or do not start",
                "restart no Pods until all of Istio in the cluster is ready again")
            .concerning(name));
  }

  private static boolean hasCni(RunningCluster record) {
    return record.istio().releases().containsKey(Chart.CNI.installed());
  }

  private Diagnostic domain(String was) {
    Span at = mesh.origins().at("spec", CLUSTER_DOMAIN);
    return changed(
        at.hasLine() ? at : mesh.origins().document(),
        "\"clusterDomain\" was "
            + was
            + ": proxies keep the old names of services until they restart, while istiod sends the"
            + " new ones",
        "keep the domain of the clusters' DNS; if the old one was wrong, restart all workloads"
            + " right after");
  }

  private static Diagnostic changed(Span at, String message, String hint) {
    return Diagnostic.of(Code.SETTING_CHANGED, at, message)
        .expecting("the current value, unless the cluster is not in use yet")
        .hinting(hint);
  }

  /** One for each setting: mostly it is that of all clusters. */
  private List<Diagnostic> moved(List<ClusterChange> clusters) {
    Engines engines = Engines.of(mesh);
    Map<AnchoredSetting, List<ClusterChange>> moved = new LinkedHashMap<>();
    for (ClusterChange change : clusters) {
      Engine engine = engines.of(change.cluster());
      if (change.before().engine().equals(engine.id())) {
        for (AnchoredSetting anchor : engine.anchors(change.cluster())) {
          other(change, anchor.field())
              .ifPresent(
                  was -> moved.computeIfAbsent(anchor, each -> new ArrayList<>()).add(change));
        }
      }
    }
    List<Diagnostic> found = new ArrayList<>();
    moved.forEach((anchor, changes) -> found.add(moved(anchor, changes)));
    return found;
  }

  private static Diagnostic moved(AnchoredSetting anchor, List<ClusterChange> changes) {
    List<String> names = changes.stream().map(change -> change.cluster().name()).toList();
    return Diagnostic.of(
            Code.DELIVERY_MOVED,
            changes.get(0).cluster().delivery().settings().document(),
            "\""
                + anchor.field()
                + "\" of "
                + NameList.some(names)
                + " was "
                + other(changes.get(0), anchor.field()).orElse(NONE)
                + ": "
                + anchor.consequence())
        .concerning(names)
        .expecting("the current value, or an engine that no longer manages the mesh")
        .hinting("follow the steps of \"Switching the engine\" in src/docs/operations.md");
  }
}
