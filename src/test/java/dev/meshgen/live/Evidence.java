package dev.meshgen.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is kept of a scenario that failed, beside the logs. */
final class Evidence {
  private static final Map<String, String> KINDS =
      Map.of(
          "Pod", "v1",
          "Service", "v1",
          "Event", "v1",
          "ConfigMap", "v1",
          "Deployment", "apps/v1",
          "EndpointSlice", "discovery.k8s.io/v1");

  private Evidence() {}

  /** Asks everyone who still answers. */
  static void keep(Lab lab) {
    for (LiveCluster cluster : lab.clusters()) {
      if (cluster.kubelet() == null) {
        continue;
      }
      try {
        keep(cluster);
      } catch (IOException | RuntimeException e) {
        lab.log("no evidence of " + cluster.name() + ": " + e);
      }
    }
  }

  private static void keep(LiveCluster cluster) throws IOException {
    for (RunningPod pod : cluster.kubelet().all()) {
      Path folder = pod.pod().logs();
      Optional<ContainerProcess> istiod = pod.process("discovery");
      if (istiod.isPresent()) {
        for (String what : List.of("clusterz", "endpointz", "networkz", "syncz")) {
          write(folder.resolve(what + ".json"), cluster.debug(pod, "/debug/" + what));
        }
      }
      Optional<ContainerProcess> proxy = pod.process("istio-proxy");
      if (proxy.isPresent()) {
        for (String what : List.of("config_dump?include_eds", "stats", "clusters", "certs")) {
          List<String> command = List.of("/usr/local/bin/pilot-agent", "request", "GET", what);
          write(folder.resolve(what.replaceFirst("\\?.*", "")), proxy.get().exec(command).out());
        }
      }
    }
    if (cluster.capture().isPresent()) {
      cluster.capture().get().keep(cluster.logs());
    }
    Path rules = cluster.logs().resolve("iptables");
    write(rules, cluster.node().run("iptables-save"));
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      write(
          cluster.logs().resolve(kind.getKey() + ".json"),
          cluster.client().list(kind.getValue(), kind.getKey()).toPrettyString());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
