package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A primary injects its remotes' proxies too, with its own hub and pull secrets: a remote that
 * pulls from elsewhere gets images it cannot reach.
 */
final class RemoteImagesOfPrimary implements Rule {

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    Map<String, Cluster> byName = new TreeMap<>();
    mesh.clusters().forEach(cluster -> byName.put(cluster.name(), cluster));
    for (Cluster remote : mesh.clusters()) {
      List<Located<String>> primaries = remote.controlPlane().primaries();
      Cluster primary = primaries.isEmpty() ? null : byName.get(primaries.get(0).value());
      if (remote.controlPlane().isRemote() && primary != null && !agree(remote, primary)) {
        report.add(differs(remote, primary));
      }
    }
  }

  private static boolean agree(Cluster remote, Cluster primary) {
    IstioSettings one = remote.istio();
    IstioSettings other = primary.istio();
    return one.hub().equals(other.hub()) && names(one).equals(names(other));
  }

  private static List<String> names(IstioSettings istio) {
    return istio.imagePullSecrets().stream().map(Located::value).toList();
  }

  private static Diagnostic differs(Cluster remote, Cluster primary) {
    boolean hub = !remote.istio().hub().equals(primary.istio().hub());
    String field = hub ? "hub" : "imagePullSecrets";
    String what = hub ? "hub" : "pull secrets";
    return Diagnostic.of(
            Code.HUB_OF_PRIMARY,
            remote.origins().at("istio", field),
            "the proxies of the remote \""
                + remote.name()
                + "\" get the "
                + what
                + " of its primary \""
                + primary.name()
                + "\", which differ")
        .expecting("the same " + what + " on a primary and its remotes")
        .hinting("a hub that all of them reach, or a mirror that nodes are configured with")
        .relating(primary.origins().at("istio", field), "those of its primary");
  }
}
