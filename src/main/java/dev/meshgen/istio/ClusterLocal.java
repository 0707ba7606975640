package dev.meshgen.istio;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/**
 * The settings of services in the mesh configuration, which may keep services within their cluster.
 */
final class ClusterLocal {
  private ClusterLocal() {}

  /** Whether some services are left to other clusters. */
  static boolean shares(YamlList settings, List<String> clusterDomain) {
    boolean allLocal = false;
    for (YamlNode item : settings.items()) {
      if (item instanceof YamlMap map) {
        Optional<String> local = local(map);
        if (local.filter("false"::equals).isPresent()) {
          return true;
        }
        allLocal |= local.filter("true"::equals).isPresent() && coversAll(map, clusterDomain);
      }
    }
    return !allLocal;
  }

  private static Optional<String> local(YamlMap map) {
    return map.get("settings")
        .filter(YamlMap.class::isInstance)
        .map(YamlMap.class::cast)
        .flatMap(below -> below.get("clusterLocal").or(() -> below.get("cluster_local")))
        .filter(YamlScalar.class::isInstance)
        .map(node -> ((YamlScalar) node).text());
  }

  /** {@code *}, or a wildcard for a suffix that all services have. */
  private static boolean coversAll(YamlMap map, List<String> clusterDomain) {
    return map.get("hosts").orElse(null) instanceof YamlList hosts
        && hosts.items().stream()
            .filter(YamlScalar.class::isInstance)
            .map(host -> ((YamlScalar) host).text())
            .anyMatch(
                host ->
                    host.equals("*")
                        || host.startsWith("*.")
                            && clusterDomain.stream()
                                .anyMatch(
                                    domain -> (".svc." + domain).endsWith(host.substring(1))));
  }
}
