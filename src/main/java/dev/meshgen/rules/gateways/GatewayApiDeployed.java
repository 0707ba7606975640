package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.GatewayPort;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.AvailableSince;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Gateways;
import java.util.Optional;

/**
 * istiod deploys Gateways only in its own cluster (istio {@code
 * pilot/pkg/bootstrap/configcontroller.go}), and chooses all ports but those of listeners. Older
 * minors read neither listeners that pass TLS through nor TLSRoutes, unless experimental kinds are
 * enabled.
 */
final class GatewayApiDeployed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.eastWest().api() == EastWest.Api.GATEWAY_API && gateways.runs(cluster)) {
        check(cluster, gateways.exposesIstiod(cluster), context, report);
      }
    }
  }

  private static void check(
      Cluster cluster, boolean exposesIstiod, RuleContext context, Report report) {
    if (ControlPlanes.isRemote(cluster)) {
      report.add(
          refused(cluster, "a remote has no istiod to deploy its gateway")
              .expecting("`api: helm` on a remote")
              .relating(cluster.origins().at("controlPlane", "role"), "its role"));
    }
    Optional<IstioMinor> minor =
        IstioVersion.parse(cluster.istio().version()).flatMap(context.catalog()::find);
    if (minor.isPresent()) {
      checkVersion(cluster, minor.get(), exposesIstiod, context, report);
    }
    if (GatewayPort.STATUS.isMovedIn(cluster.eastWest().ports())) {
      report.add(
          refused(
                  cluster,
                  "eastWest.ports.status cannot be set: istiod chooses the port for health checks")
              .expecting("no eastWest.ports.status with `api: gateway-api`")
              .relating(cluster.origins().at("eastWest", "ports", "status"), "the port"));
    }
    if (cluster.istio().values().containsKey(Chart.GATEWAY.release())) {
      report.add(
          refused(cluster, "no chart is installed to read values.eastwestgateway")
              .expecting("no values.eastwestgateway with `api: gateway-api`")
              .relating(cluster.origins().at("values", Chart.GATEWAY.release()), "the values"));
    }
  }

  private static void checkVersion(
      Cluster cluster,
      IstioMinor minor,
      boolean exposesIstiod,
      RuleContext context,
      Report report) {
    Optional<IstioVersion> routes = minor.gatewayApi().tlsRoutes();
    if (routes.isEmpty()) {
      report.add(
          refused(
                  cluster,
                  "gateways that pass TLS through are experimental in Istio "
                      + cluster.istio().version())
              .expecting("`api: helm`, or " + AvailableSince.tlsRoutes(context))
              .relating(cluster.origins().at("istio", "version"), "the Istio version"));
      return;
    }
    Optional<IstioVersion> bundle = cluster.kubernetes().gatewayApi().flatMap(IstioVersion::parse);
    // Only istiod is exposed by a route; the traffic between networks needs none.
    if (exposesIstiod && bundle.isPresent() && bundle.get().compareTo(routes.get()) < 0) {
      report.add(
          refused(
                  cluster,
                  "the Gateway API CRDs "
                      + bundle.get()
                      + " have no TLSRoute that Istio "
                      + minor.line()
                      + " reads, and remotes need one to reach istiod")
              .expecting("Gateway API " + routes.get() + " or later, or `api: helm`")
              .relating(cluster.origins().at("kubernetes", "gatewayAPI"), "the CRDs"));
    }
  }

  private static Diagnostic refused(Cluster cluster, String message) {
    return Diagnostic.of(Code.GATEWAY_API, cluster.origins().at("eastWest", "api"), message);
  }
}
