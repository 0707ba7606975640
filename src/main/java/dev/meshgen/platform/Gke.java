package dev.meshgen.platform;

import static dev.meshgen.model.LoadBalancer.ADDRESS_NAME;
import static dev.meshgen.model.LoadBalancer.SUBNETS;
import static dev.meshgen.platform.Reach.ANY;
import static dev.meshgen.platform.Reach.INTERNAL;
import static dev.meshgen.platform.Reach.INTERNET;

import dev.meshgen.model.PlatformName;
import java.util.List;
import java.util.Optional;

/**
 * Google's GKE.
 *
 * <p>Sources: {@code providers/gce/gce_annotations.go} of cloud-provider-gcp, {@code
 * pkg/l4/annotations} and {@code pkg/l4/address} of ingress-gce.
 */
final class Gke implements Platform {
  private static final String GKE = "networking.gke.io/";

  private static final LoadBalancers LOAD_BALANCERS =
      new LoadBalancerTable()
          .makeInternal(GKE + "load-balancer-type", "Internal")
          // Without it, only clients of the gateway's region get through.
          .set(INTERNAL, GKE + "internal-load-balancer-allow-global-access", "true")
          // Only load balancers based on a backend service look up addresses by name.
          .setWith(ADDRESS_NAME, INTERNET, "cloud.google.com/l4-rbs", "enabled")
          .takeAddresses(ANY, new GkeAddresses())
          .take(ADDRESS_NAME, ANY, GKE + "load-balancer-ip-addresses")
          .take(SUBNETS, INTERNAL, GKE + "internal-load-balancer-subnet")
          .own("exposure", "cloud.google.com/load-balancer-type")
          .own("loadBalancer." + SUBNETS, GKE + "load-balancer-subnet")
          .checked(
              new HealthCheck(
                  "35.191.0.0/16, 130.211.0.0/22, 209.85.152.0/22, 209.85.204.0/22",
                  HealthCheck.Target.KUBE_PROXY,
                  "health check; GKE opens it itself, unless in a shared VPC it may not"))
          .done();

  @Override
  public PlatformName name() {
    return PlatformName.GKE;
  }

  @Override
  public String title() {
    return "GKE";
  }

  @Override
  public LoadBalancers loadBalancers() {
    return LOAD_BALANCERS;
  }

  /** Its nodes keep CNI plugins elsewhere, and admit critical Pods only with a quota. */
  @Override
  public Optional<String> nodePlatform() {
    return Optional.of(name().id());
  }

  /**
   * It admits neither SYS_ADMIN nor writable host paths, which Istio's node agents need. NET_ADMIN,
   * which an injected init container needs, it admits only where the cluster allows it.
   */
  @Override
  public Optional<Autopilot> autopilot() {
    return Optional.of(
        new Autopilot(
            "GKE Autopilot",
            "Pods cannot change their node",
            "a GKE cluster in Standard mode",
            "a cluster created or updated with --workload-policies=allow-net-admin"));
  }

  @Override
  public List<String> webhookNeeds() {
    return List.of(
        "In a private cluster, a firewall rule that admits TCP 15017 from the range of the control"
            + " plane to the nodes: webhooks. GKE opens 443 and 10250 by itself.");
  }

  @Override
  public boolean bringsMetrics() {
    return true;
  }

  @Override
  public Optional<String> webhookFirewall() {
    return Optional.of("private GKE clusters need a firewall rule");
  }
}
