package dev.meshgen.delivery.argocd;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import dev.meshgen.spec.TypedFields;

/**
 * What the spec says of Argo CD.
 *
 * @param namespace of Argo CD itself
 * @param project of the Applications, which is the mesh's own
 */
record ArgoCdSettings(
    Delivery tree, String repoUrl, String revision, String namespace, String project) {
  /** Its name in the spec. */
  static final String KEY = "argocd";

  static ArgoCdSettings of(Mesh mesh) {
    TypedFields argocd = new TypedFields(mesh.delivery().settings().root());
    return new ArgoCdSettings(
        mesh.delivery(),
        // Missing in a spec that is wrong, and reported as such.
        argocd.text("repoURL").orElse(""),
        argocd.text("revision").orElseThrow(),
        argocd.text("namespace").orElseThrow(),
        argocd.text("project").orElseThrow());
  }

  /** The name by which Argo CD knows a cluster. */
  static String destination(Cluster cluster) {
    return new TypedFields(cluster.origins().root()).in(KEY).text("destination").orElseThrow();
  }

  /** Where in the repository a file of the tree lies. */
  String within(String file) {
    return tree.within(file);
  }
}
