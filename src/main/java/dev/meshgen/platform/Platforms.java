package dev.meshgen.platform;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.PlatformName;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The load balancers of a cluster: those of its platform, or of the provider that it names. */
  public static LoadBalancers loadBalancers(Cluster cluster) {
    return provider(cluster)
        .map(Provider::loadBalancers)
        .orElseGet(() -> of(cluster).loadBalancers());
  }

  /** Who provides the load balancers of a cluster, if its platform leaves that open. */
  public static Optional<Provider> provider(Cluster cluster) {
    return cluster
        .eastWest()
        .loadBalancer()
        .one(LoadBalancer.PROVIDER)
        .filter(id -> takesProvider(cluster))
        .flatMap(Providers::find);
  }

  /** Whether the platform of a cluster runs on any cloud, or none. */
  public static boolean takesProvider(Cluster cluster) {
    return of(cluster).loadBalancers() == AnyCloud.LOAD_BALANCERS;
  }

  /** Whose load balancers a cluster has, in words. */
  public static String balancersOf(Cluster cluster) {
    return provider(cluster)
        .map(Provider::title)
        .orElseGet(() -> "platform \"" + cluster.platform().id() + "\"");
  }

  /** Whether the annotations of a Service make a load balancer of any cloud internal. */
  public static boolean makeInternal(Map<String, String> annotations) {
    return ALL.stream().anyMatch(each -> each.loadBalancers().makeInternal(annotations))
        || Providers.makeInternal(annotations);
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
    return ALL.stream().anyMatch(each -> each.loadBalancers().changesTls(annotation, value))
        || Providers.all().stream()
            .anyMatch(each -> each.loadBalancers().changesTls(annotation, value));
  }

  private static Map<PlatformName, Platform> byName() {
    Map<PlatformName, Platform> byName = new EnumMap<>(PlatformName.class);
    ALL.forEach(platform -> byName.put(platform.name(), platform));
    return byName;
  }
}
