package dev.meshgen.review;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.lock.RunningCluster.RunningGateway;
import dev.meshgen.rules.NameList;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes of a cluster that is in use which are right in the end, but not in one commit: each has a
 * chapter that says how it is made in steps.
 */
final class SteppedChanges {
  private static final String CHAPTERS = " in src/docs/operations.md";

  /**
   * A kind of change.
   *
   * @param fact what has to stay
   * @param field of the cluster's spec that it follows from
   * @param subject with {@code %s} for the cluster, and for the fact as it was
   * @param consequence of making it in one step
   * @param chapter that has the steps
   */
  private record Kind(
      Code code,
      Function<RunningCluster, String> fact,
      List<String> field,
      String subject,
      String consequence,
      String chapter) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              Code.NETWORK_MOVED,
              record -> record.membership().network(),
              List.of("network"),
              "the network of \"%s\" was %s",
              "its Pods keep the old one until they restart, and meanwhile are reached directly"
                  + " where there is no way, or through the wrong gateway",
              "Moving a cluster to another network"),
          new Kind(
              Code.ROLE_CHANGED,
              record -> record.membership().role(),
              List.of("controlPlane", "role"),
              "the role of \"%s\" was %s",
              "its proxies keep using the istiod that injected them, which is removed or no longer"
                  + " serves them",
              "Changing the role of a cluster"),
          new Kind(
              Code.DATA_PLANE_CHANGED,
              record -> record.istio().dataPlane(),
              List.of("istio", "dataPlane"),
              "the data plane of \"%s\" was %s",
              "Pods keep their sidecars, or stay without, until they restart, and the gateway"
                  + " changes at once",
              "Changing the data plane"),
          new Kind(
              Code.GATEWAY_PORTS_MOVED,
              record -> record.gateway().map(gateway -> ports(gateway)).orElse(""),
              List.of("eastWest", "ports"),
              "the ports of the east-west gateway of \"%s\" were %s",
              "other networks use the old ones until their istiods have read the Service again",
              "Moving the ports of a gateway"));

  private SteppedChanges() {}

  private static String ports(RunningGateway gateway) {
    return gateway.ports().isEmpty()
        ? "the default ones"
        : gateway.ports().entrySet().stream()
            .map(port -> port.getKey() + " " + port.getValue())
            .collect(Collectors.joining(", "));
  }

  /** One for each change of each cluster, and one for a change of the engine. */
  static List<Diagnostic> find(List<ClusterChange> clusters) {
    List<Diagnostic> found = new ArrayList<>();
    for (ClusterChange change : clusters) {
      if (isInUse(change)) {
        KINDS.stream()
            .filter(kind -> kind.code() != Code.GATEWAY_PORTS_MOVED || isCalled(change))
            .forEach(kind -> found(kind, change).ifPresent(found::add));
      }
    }
    engine(clusters).ifPresent(found::add);
    return found;
  }

  /** Taken out of the mesh, a cluster may change in any way. */
  private static boolean isInUse(ClusterChange change) {
    return Topology.isConnected(change.cluster())
        && !Topology.isDetached(change.before().membership().state());
  }

  /** Whether others send it requests. */
  private static boolean isCalled(ClusterChange change) {
    return Topology.isActive(change.cluster());
  }

  private static Optional<Diagnostic> found(Kind kind, ClusterChange change) {
    String before = kind.fact().apply(change.before());
    String after = kind.fact().apply(change.after());
    if (before.equals(after) || before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    Span at = change.cluster().origins().at(kind.field().toArray(String[]::new));
    return Optional.of(
        Diagnostic.of(
                kind.code(),
                at.hasLine() ? at : change.cluster().origins().document(),
                kind.subject().formatted(change.cluster().name(), before)
                    + ": "
                    + kind.consequence())
            .concerning(change.cluster().name())
            .expecting(
                kind.code() == Code.GATEWAY_PORTS_MOVED
                    ? "a cluster that drains while this changes"
                    : "a cluster that is detached while this changes")
            .hinting("follow the steps of \"" + kind.chapter() + "\"" + CHAPTERS));
  }

  /** One for all: mostly they are all clusters of the mesh. */
  private static Optional<Diagnostic> engine(List<ClusterChange> clusters) {
    List<ClusterChange> switched =
        clusters.stream()
            .filter(change -> !change.before().engine().equals(change.after().engine()))
            .toList();
    if (switched.isEmpty()) {
      return Optional.empty();
    }
    ClusterChange first = switched.get(0);
    List<String> names = switched.stream().map(change -> change.cluster().name()).toList();
    return Optional.of(
        Diagnostic.of(
                Code.ENGINE_SWITCHED,
                first.cluster().delivery().settings().document(),
                "the engine of "
                    + NameList.some(names)
                    + " was "
                    + name(first.before().engine())
                    + ", and is to be "
                    + name(first.after().engine())
                    + ": the old one keeps applying what it knows, and both own the same objects")
            .concerning(names)
            .expecting("an engine that no longer manages the mesh before another takes over")
            .hinting("follow the steps of \"Switching the engine\"" + CHAPTERS));
  }

  private static String name(String id) {
    for (EngineType type : Engines.TYPES) {
      Optional<String> called = type.called(id);
      if (called.isPresent()) {
        return called.get();
      }
    }
    return id;
  }
}
