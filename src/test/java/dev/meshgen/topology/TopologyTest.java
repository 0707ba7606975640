package dev.meshgen.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.Mesh;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.testing.Plans;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is derived by looking once at each cluster is what a look at each pair says. */
final class TopologyTest {
  private static final Schemas SCHEMAS = new Schemas();
  private static final List<String> STATES = List.of("joining", "active", "draining", "detached");
  private static final List<String> GROUPS = List.of("red", "green", "blue");

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  private static Topology topology(int seed) {
    Random random = new Random(seed);
    String mode = List.of("full", "none", "groups").get(seed % 3);
    StringBuilder text = new StringBuilder(Plans.MESH);
    text.append("  discovery: {mode: ").append(mode);
    if (mode.equals("groups")) {
      text.append(", groups: [");
      GROUPS.forEach(name -> text.append("{name: %s, match: {%s: y1}},".formatted(name, name)));
      text.append("]");
    }
    text.append("}\n");
    for (int i = 0; i < 2 + random.nextInt(7); i++) {
      text.append(cluster("c" + i, i, random));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Report report = new Report();
    Mesh mesh =
        new ReadSpec(SCHEMAS)
            .read(List.of(new SpecSource("mesh.yaml", bytes)), report)
            .orElseThrow(() -> new AssertionError(report.diagnostics()))
            .mesh();
    return Topology.of(mesh);
  }

  private static String cluster(String name, int index, Random random) {
    String labels =
        GROUPS.stream()
            .filter(group -> random.nextBoolean())
            .map(group -> group + ": y1")
            .collect(Collectors.joining(", "));
    String role =
        switch (index == 0 ? 0 : random.nextInt(4)) {
          case 1 -> "{role: remote, primaries: [c0]}";
          case 2 -> "{role: external, configCluster: c1}";
          default -> "{role: primary}";
        };
    return Plans.cluster(
            name,
            "network: net%d, state: %s, controlPlane: %s, eastWest: {%s}"
                .formatted(
                    random.nextInt(3),
                    STATES.get(random.nextInt(STATES.size())),
                    role,
                    random.nextInt(3) == 0 ? "enabled: " + random.nextBoolean() : ""))
        .replace("{name: " + name + "}", "{name: " + name + ", labels: {" + labels + "}}");
  }

  private static boolean meet(Mesh mesh, Cluster one, Cluster other) {
    return mesh.discovery().mode() != Discovery.Mode.GROUPS
        || mesh.discovery().groups().stream().anyMatch(each -> each.has(one) && each.has(other));
  }

  private static boolean reads(Mesh mesh, Cluster reader) {
    return reader.state().isConnected()
        && !reader.controlPlane().isRemote()
        && meet(mesh, reader, reader);
  }

  private static boolean discovers(Mesh mesh, Cluster reader, Cluster other) {
    return reader != other
        && reads(mesh, reader)
        && meet(mesh, reader, other)
        && other.state().isSeen()
        && !other.controlPlane().isExternal();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whoDiscoversWhom(int seed) {
    Topology topology = topology(seed);
    Mesh mesh = topology.mesh();
    for (Cluster cluster : mesh.clusters()) {
      long watched = mesh.clusters().stream().filter(it -> discovers(mesh, cluster, it)).count();
      boolean seen = mesh.clusters().stream().anyMatch(it -> discovers(mesh, it, cluster));
      assertThat(topology.discovery().watched(cluster)).isEqualTo((int) watched);
      assertThat(topology.discovery().discoversOthers(cluster)).isEqualTo(watched > 0);
      assertThat(topology.discovery().isDiscovered(cluster)).isEqualTo(seen);
      assertThat(mesh.clusters())
          .allMatch(it -> topology.discovery().meet(cluster, it) == meet(mesh, cluster, it));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whoCallsWhom(int seed) {
    Topology topology = topology(seed);
    Mesh mesh = topology.mesh();
    for (String network : topology.networks().byName().keySet()) {
      Set<String> callers = new TreeSet<>();
      for (Cluster reader : mesh.clusters()) {
        boolean told =
            topology.networks().byName().get(network).stream()
                .anyMatch(it -> it.state().isConnected() && meet(mesh, reader, it));
        if (reads(mesh, reader) && told) {
          callers.addAll(served(topology, reader));
        }
      }
      callers.remove(network);
      if (topology.discovery().isGrouped()) {
        assertThat(topology.calls().callers(network)).contains(new TreeSet<>(callers));
        assertThat(topology.calls().isCalled(network)).isEqualTo(!callers.isEmpty());
      } else {
        assertThat(topology.calls().callers(network)).isEmpty();
      }
    }
  }

  /** The networks of the workloads that an istiod serves. */
  private static Set<String> served(Topology topology, Cluster reader) {
    Set<String> networks = new TreeSet<>();
    for (Cluster cluster : topology.members()) {
      boolean led = topology.controlPlanes().serving(cluster).contains(reader.name());
      if (led && cluster.state().isConnected() && meet(topology.mesh(), reader, cluster)) {
        networks.add(cluster.network());
      }
    }
    return networks;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noGatewayRunsInADetachedOrExternalCluster(int seed) {
    Topology topology = topology(seed);
    Gateways gateways = topology.gateways();
    for (Cluster cluster : topology.mesh().clusters()) {
      boolean asked =
          cluster
              .eastWest()
              .enabled()
              .orElse(
                  topology.networks().areSeveral() || topology.controlPlanes().hasRemotes(cluster));
      boolean member = !cluster.controlPlane().isExternal();
      assertThat(gateways.runs(cluster))
          .isEqualTo(asked && member && cluster.state().isConnected());
      assertThat(gateways.kind(cluster).isPresent()).isEqualTo(gateways.runs(cluster));
      assertThat(gateways.isFound(cluster)).isEqualTo(asked && member && cluster.state().isSeen());
      assertThat(gateways.hasLoadBalancer(cluster)).isEqualTo(gateways.runs(cluster) || !member);
    }
  }
}
