package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.DataPlane;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;

/**
 * The istiod of its primary injects the sidecars and gateways of a remote, with its own mesh
 * configuration and image, so these settings of a remote have no effect.
 */
final class RemoteSettings implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster remote : mesh.clusters()) {
      context
          .topology()
          .controlPlanes()
          .first(remote)
          .ifPresent(primary -> compare(remote, primary.cluster(), report));
    }
  }

  private static void compare(Cluster remote, Cluster primary, Report report) {
    if (remote.istio().dnsCapture() != primary.istio().dnsCapture()) {
      report.add(differs("dnsCapture", remote, primary));
    }
    // The images of node agents come from the remote's own settings.
    if (remote.istio().dataPlane() == DataPlane.SIDECAR
        && !remote.istio().images().hub().equals(primary.istio().images().hub())) {
      report.add(differs("hub", remote, primary));
    }
    if (remote.istio().dataPlane() == DataPlane.SIDECAR
        && !pullSecrets(remote).equals(pullSecrets(primary))) {
      report.add(differs("imagePullSecrets", remote, primary));
    }
  }

  private static List<String> pullSecrets(Cluster cluster) {
    return cluster.istio().images().pullSecretNames();
  }

  private static Diagnostic differs(String field, Cluster remote, Cluster primary) {
    return Diagnostic.of(
            Code.REMOTE_SETTING,
            remote.origins().at("istio", field),
            "\"istio."
                + field
                + "\" has no effect on remote \""
                + remote.name()
                + "\": its proxies get the value of its primary \""
                + primary.name()
                + "\"")
        .concerning(remote.name())
        .expecting("the same value on a primary and its remotes")
        .hinting("set it for both in one clusterOverrides entry")
        .relating(primary.origins().at("istio", field), "the value that applies");
  }
}
