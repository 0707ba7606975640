package dev.meshgen.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.MeshgenRun;
import dev.meshgen.model.Cluster;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Laws that hold in every mesh that is accepted, whatever its shape. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomMeshTest {
  private static final int MESHES = Integer.getInteger("meshgen.topologies", 60);

  private final List<Rendering> accepted = new ArrayList<>();
  private final Renderings renderings = new Renderings();
  private int refused;

  @BeforeAll
  void renderThem(@TempDir Path folder) throws IOException {
    for (long seed = 0; seed < MESHES; seed++) {
      Variant variant = RandomMesh.of(seed);
      if (isAccepted(variant, folder)) {
        accepted.add(renderings.fresh(variant));
      } else {
        refused++;
      }
    }
  }

  @AfterAll
  void removeThem() throws IOException {
    renderings.close();
  }

  /** Refusing is not an answer to everything, and it is never a stack trace. */
  private static boolean isAccepted(Variant variant, Path folder) throws IOException {
    String recipient = "age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65";
    String root = "age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt";
    for (Map.Entry<String, String> file : variant.files().entrySet()) {
      String text = file.getValue().replace("${clusters}", recipient).replace("${root}", root);
      Files.writeString(folder.resolve("mesh.yaml"), text);
    }
    MeshgenRun run = MeshgenRun.in(folder, Map.of(), "", "validate");
    assertThat(run.code()).as(run.err()).isBetween(0, 1);
    return run.code() == 0;
  }

  @Test
  void mostMeshesAreOneOrTheOther() {
    assertThat(accepted.size()).isGreaterThan(MESHES / 4);
    assertThat(refused).isGreaterThan(MESHES / 20);
  }

  private Map<String, Member> members(Rendering rendering) {
    Map<String, Member> members = new TreeMap<>();
    for (Cluster cluster : rendering.clusters()) {
      members.put(cluster.name(), new Member(rendering, cluster));
    }
    return members;
  }

  private List<Member> all() {
    List<Member> all = new ArrayList<>();
    accepted.forEach(rendering -> all.addAll(members(rendering).values()));
    return all;
  }

  private List<Rendering> withoutHosts() {
    return accepted.stream().filter(rendering -> rendering.externals().isEmpty()).toList();
  }

  /** The name of its istiod, or of what is used as one. */
  private static String clusterName(Member member) {
    return member.istiod().at("/global/multiCluster/clusterName").asString();
  }

  @Test
  void aNetworkHasOneNameInAllItsPlaces() {
    for (Member member : all()) {
      if (member.isHost()) {
        continue;
      }
      String network = member.network();
      if (!member.isRemote()) {
        assertThat(member.istiod().at("/global/network").asString())
            .as("%s", member)
            .isEqualTo(network);
      }
      if (member.hasChartGateway()) {
        String name = "networkGateway";
        assertThat(
                member.gateway().has(name)
                    ? member.gateway().path(name).asString()
                    : member.gateway().at("/labels/topology.istio.io~1network").asString())
            .as("%s", member)
            .isEqualTo(network);
      }
      for (Manifest gateway : member.gatewayObjects()) {
        assertThat(gateway.text("/metadata/labels/topology.istio.io~1network"))
            .as("%s", member)
            .isEqualTo(network);
      }
    }
  }

  @Test
  void aClusterHasOneNameInAllItsPlaces() {
    for (Member member : all()) {
      if (member.isHost()) {
        continue;
      }
      String id = clusterName(member);
      assertThat(id).as("%s", member).isEqualTo(member.name());
      if (member.isRemote()) {
        JsonNode injection = member.istiod().path("istiodRemote");
        assertThat(
                injection
                    .path("injectionPath")
                    .asString(injection.path("injectionURL").asString("")))
            .endsWith("/inject/cluster/" + id + "/net/" + member.network());
      }
    }
  }

  @Test
  void everyRemoteHasAPrimaryThatItReachesAndThatReadsIt() {
    for (Rendering rendering : withoutHosts()) {
      Map<String, Member> members = members(rendering);
      for (Member remote : members.values()) {
        assertThat(remote.isRemote()).as("%s", remote).isEqualTo(!remote.leaders().isEmpty());
        for (String leader : remote.leaders()) {
          Member primary = members.get(leader);
          assertThat(primary.isRemote()).as("%s leads %s", leader, remote).isFalse();
          assertThat(primary.istiod().at("/global/externalIstiod").asBoolean(false)).isTrue();
          assertThat(primary.hasGateway()).as("%s", primary).isTrue();
          Set<Integer> ports = primary.opened("PASSTHROUGH");
          ports.addAll(primary.listened());
          assertThat(ports).as("%s", primary).contains(15012, 15017);
          assertThat(primary.discovers().contains(remote.name()))
              .isEqualTo(rendering.variant().discoverable().contains(remote.name()));
        }
      }
    }
  }

  @Test
  void aRemoteDialsTheAddressThatItsFirstPrimaryPromises() {
    for (Rendering rendering : accepted) {
      for (Cluster cluster : rendering.remotes()) {
        String first = new Member(rendering, cluster).leaders().get(0);
        String promised =
            rendering.clusters().stream()
                .filter(candidate -> candidate.name().equals(first))
                .findFirst()
                .flatMap(candidate -> candidate.eastWest().address())
                .orElseThrow();
        assertThat(rendering.values(cluster, "istiod").at("/global/remotePilotAddress").asString())
            .isEqualTo(promised);
      }
    }
  }

  /** Its istiod passes for one of the cluster that configures it, and everybody knows that name. */
  @Test
  void anIstiodOutsideOfItsMeshGoesByTheNameOfItsConfigCluster() {
    List<Member> hosts = all().stream().filter(Member::isHost).toList();
    assertThat(hosts).isNotEmpty();
    for (Rendering rendering : accepted) {
      Map<String, Member> members = members(rendering);
      for (Member host : members.values().stream().filter(Member::isHost).toList()) {
        String id = clusterName(host);
        Member config = members.get(id);
        assertThat(host.istiod().at("/global/network").asString()).isEqualTo(config.network());
        assertThat(config.istiod().at("/global/configCluster").asBoolean(false)).isTrue();
        for (Member member : members.values()) {
          boolean knows = member != host && member != config;
          assertThat(member.leaders()).as("%s", member).isEqualTo(knows ? List.of(id) : List.of());
          assertThat(member.isRemote()).isEqualTo(member != host);
        }
      }
    }
  }

  @Test
  void everyPrimaryReadsEveryDiscoverablePeer() {
    for (Rendering rendering : accepted) {
      Map<String, Member> members = members(rendering);
      for (Member member : members.values()) {
        Set<String> wanted = new TreeSet<>();
        for (String peer : rendering.variant().discoverable()) {
          if (!member.isRemote()
              && member.isConnected()
              && member.sharesGroupWith(members.get(peer))) {
            // The config cluster is read by a kubeconfig under the name that istiod looks for.
            boolean config = member.isHost() && peer.equals(clusterName(member));
            wanted.add(config ? "config" : peer);
          }
        }
        assertThat(member.discovers()).as("%s", member).containsExactlyInAnyOrderElementsOf(wanted);
      }
    }
  }

  /** What istiod hands out for another network is a gateway that it sees, or nothing that works. */
  @Test
  void everyNetworkThatOthersUseHasAGatewayThatTheirIstiodSees() {
    for (Rendering rendering : accepted) {
      Map<String, Member> members = members(rendering);
      for (Member reader : members.values()) {
        if (reader.isRemote() || !reader.isConnected()) {
          continue;
        }
        List<Member> seen =
            members.values().stream()
                .filter(each -> each == reader || reader.sharesGroupWith(each))
                .filter(each -> each.isConnected() && !each.isHost())
                .toList();
        Set<String> clients = new TreeSet<>();
        seen.stream()
            .filter(each -> each == reader || isLedBy(reader, each))
            .forEach(each -> clients.add(each.network()));
        for (Member server : seen) {
          if (clients.stream().anyMatch(client -> !client.equals(server.network()))) {
            assertThat(seen)
                .as("gateways of %s for %s", server.network(), reader)
                .anyMatch(each -> each.network().equals(server.network()) && serves(each, members));
          }
        }
      }
    }
  }

  private static boolean isLedBy(Member reader, Member remote) {
    return remote.isRemote() && (reader.isHost() || remote.leaders().contains(reader.name()));
  }

  private static boolean serves(Member member, Map<String, Member> members) {
    int port = member.isAmbient() ? 15008 : 15443;
    return member.listensWhereOthersLook(port)
        || member.hasChartGateway()
            && programmers(member, members).stream()
                .anyMatch(primary -> primary.opened("AUTO_PASSTHROUGH").contains(port));
  }

  private static List<Member> programmers(Member member, Map<String, Member> members) {
    return member.isRemote() && !member.leaders().isEmpty()
        ? member.leaders().stream().map(members::get).toList()
        : List.of(member);
  }

  @Test
  void nothingComesBeforeWhatItNeeds() {
    for (Member member : all()) {
      Order order = member.order();
      for (String step : order.steps()) {
        assertThat(order.isBefore(step, step)).as("%s needs itself in %s", step, member).isFalse();
      }
      String first = order.steps().contains("base") ? "base" : "istiod";
      assertThat(order.isBefore("namespaces", first)).as("%s", member).isTrue();
      for (String istiod : order.steps()) {
        if (istiod.startsWith("istiod") && !istiod.equals("istiod-gateway")) {
          checkAround(istiod, order, member);
        }
      }
    }
  }

  private static void checkAround(String istiod, Order order, Member member) {
    for (String earlier : List.of("base", "trust")) {
      if (order.steps().contains(earlier)) {
        assertThat(order.isBefore(earlier, istiod)).as("%s: %s", member, earlier).isTrue();
      }
    }
    for (String later : List.of("eastwestgateway", "cni", "ztunnel")) {
      if (order.steps().contains(later) && istiod.equals(member.standing())) {
        assertThat(order.isBefore(istiod, later)).as("%s: %s", member, later).isTrue();
      }
    }
  }

  @Test
  void renderingAgainChangesNoByteWhateverTheOrderOfDocuments() throws IOException {
    Random random = new Random(7);
    for (Rendering rendering : accepted) {
      Path mesh = rendering.spec().resolve("mesh/mesh.yaml");
      List<String> documents = new ArrayList<>(List.of(Files.readString(mesh).split("---\n")));
      Collections.shuffle(documents, random);
      Files.writeString(mesh, String.join("---\n", documents));
      Renderings.run(
          rendering.spec(), Map.of(), "", "render", "-f", "mesh", "-o", "rendered", "--frozen");
      Map<String, byte[]> again = Renderings.files(rendering.folder());
      assertThat(again.keySet()).isEqualTo(rendering.files().keySet());
      again.forEach(
          (path, bytes) -> assertThat(bytes).as(path).isEqualTo(rendering.files().get(path)));
    }
  }
}
