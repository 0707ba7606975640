package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.plan.Layer;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All Applications of a mesh live in one namespace: {@code <mesh>-mesh}, the root; for each cluster
 * {@code <mesh>-<cluster>}; and for each of its layers {@code <mesh>-<cluster>-<layer>}. Argo CD
 * writes the name into a label of whatever it applies, and a label holds 63 characters.
 */
final class ApplicationNames implements Rule {
  private static final int LONGEST = 63;
  private static final String ROOT = "mesh";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<String, Cluster> byName = new TreeMap<>();
    ArgoCdSettings.clusters(mesh).forEach(cluster -> byName.put(cluster.name(), cluster));
    Cluster namedRoot = byName.get(ROOT);
    if (namedRoot != null) {
      report.add(collidesWithRoot(mesh.name(), namedRoot));
    }
    for (Cluster cluster : ArgoCdSettings.clusters(mesh)) {
      checkLength(mesh.name(), cluster, report);
      for (String layer : layers(cluster)) {
        Cluster other = byName.get(cluster.name() + "-" + layer);
        if (other != null) {
          report.add(collision(mesh.name(), cluster, layer, other));
        }
      }
    }
  }

  /** Every control plane with a revision has its own layer beside these. */
  private static List<String> layers(Cluster cluster) {
    List<String> layers = new ArrayList<>();
    for (Layer layer : Layer.values()) {
      if (layer != Layer.ISTIOD_GATEWAY || ControlPlanes.isExternal(cluster)) {
        layers.add(layer.id());
      }
    }
    for (Revision control : cluster.istio().controlPlanes()) {
      if (!control.name().isEmpty()) {
        layers.add(control.of(ControlPlanes.ISTIOD));
      }
    }
    return layers;
  }

  private static void checkLength(String mesh, Cluster cluster, Report report) {
    String last = "";
    for (String layer : layers(cluster)) {
      last = layer.length() > last.length() ? layer : last;
    }
    String longest = mesh + "-" + cluster.name() + "-" + last;
    if (longest.length() > LONGEST) {
      int room = LONGEST - longest.length() + cluster.name().length();
      report.add(
          Diagnostic.of(
                  Code.APPLICATION_NAME_TOO_LONG,
                  cluster.origins().document(),
                  "cluster name \"" + cluster.name() + "\" is too long for Argo CD")
              .expecting("at most " + room + " characters in the mesh \"" + mesh + "\"")
              .hinting(
                  "shorten it: its Application \""
                      + longest
                      + "\" would exceed the 63 characters of a label"));
    }
  }

  private static Diagnostic collidesWithRoot(String mesh, Cluster cluster) {
    return Diagnostic.of(
            Code.APPLICATION_NAMES_COLLIDE,
            cluster.origins().document(),
            "cluster \""
                + ROOT
                + "\" collides with the root Application \""
                + mesh
                + "-"
                + ROOT
                + "\"")
        .expecting("another cluster name");
  }

  private static Diagnostic collision(String mesh, Cluster cluster, String layer, Cluster other) {
    return Diagnostic.of(
            Code.APPLICATION_NAMES_COLLIDE,
            other.origins().document(),
            "cluster \""
                + other.name()
                + "\" and layer \""
                + layer
                + "\" of cluster \""
                + cluster.name()
                + "\" would both be the Application \""
                + mesh
                + "-"
                + other.name()
                + "\"")
        .expecting("a name other than that of another cluster followed by \"-" + layer + "\"")
        .relating(cluster.origins().document(), "cluster \"" + cluster.name() + "\"");
  }
}
