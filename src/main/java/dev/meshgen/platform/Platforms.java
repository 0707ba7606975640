package dev.meshgen.platform;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.PlatformName;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All platforms. */
public final class Platforms {
  private static final List<Platform> ALL =
      List.of(
          new Eks(), //
          new Aks(),
          new Gke(),
          new OpenShift(),
          new K3s(),
          new Generic());

  private static final Map<PlatformName, Platform> BY_NAME = byName();

  private Platforms() {}

  public static List<Platform> all() {
    return ALL;
  }

  public static Platform of(Cluster cluster) {
    return BY_NAME.get(cluster.platform());
  }

  /** The annotations of a Service that a field of the gateway sets, on any platform. */
  public static Set<String> annotations(String field) {
    Set<String> annotations = new LinkedHashSet<>();
    for (Platform platform : ALL) {
      for (String annotation : platform.loadBalancers().annotations()) {
        if (platform.loadBalancers().decides(annotation).orElseThrow().equals(field)) {
          annotations.add(annotation);
        }
      }
    }
    return annotations;
  }

  /**
   * Whether an annotation makes a load balancer of any platform change the TLS that goes through
   * it. On some platforms the spec does not say which cloud reads the Services of a cluster.
   */
  public static boolean changesTls(String annotation, String value) {
    for (Platform platform : ALL) {
      if (platform.loadBalancers().changesTls(annotation, value)) {
        return true;
      }
    }
    return false;
  }

  private static Map<PlatformName, Platform> byName() {
    Map<PlatformName, Platform> byName = new EnumMap<>(PlatformName.class);
    ALL.forEach(platform -> byName.put(platform.name(), platform));
    return byName;
  }
}
