package dev.meshgen.delivery.argocd;

import dev.meshgen.delivery.AnchoredSetting;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.spec.TypedFields;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the spec says of Argo CD.
 *
 * @param namespace of Argo CD itself
 * @param project of the Applications
 * @param ignored fields of what the Applications of layers deploy that others change
 */
record ArgoCdSettings(
    Delivery tree,
    String repoUrl,
    String revision,
    String namespace,
    Project project,
    List<Difference> ignored) {
  /** Its name in the spec. */
  static final String KEY = "argocd";

  /**
   * The AppProjects.
   *
   * @param name of the one that Applications belong to
   * @param exists whether it is not generated
   * @param root of the root Application, which exists before it
   */
  record Project(String name, boolean exists, String root) {}

  /** What its Applications depend on. */
  List<AnchoredSetting> anchors() {
    return List.of(
        new AnchoredSetting(
            "delivery.argocd.namespace",
            namespace,
            "all Applications are removed there and created again in the new one, and both own the"
                + " same objects until the old ones are gone"),
        new AnchoredSetting(
            "delivery.argocd.project",
            project.name(),
            "all Applications switch at once, and are refused where the new project does not allow"
                + " what they deploy"));
  }

  /** Fields of objects of one kind, which Argo CD leaves as they are. */
  record Difference(
      String group,
      String kind,
      Optional<String> name,
      Optional<String> namespace,
      List<String> jsonPointers,
      List<String> jqPathExpressions,
      List<String> managedFieldsManagers) {

    private static Difference of(YamlMap written) {
      TypedFields fields = new TypedFields(written);
      return new Difference(
          fields.text("group").orElse(""),
          fields.text("kind").orElseThrow(),
          fields.text("name"),
          fields.text("namespace"),
          values(fields, "jsonPointers"),
          values(fields, "jqPathExpressions"),
          values(fields, "managedFieldsManagers"));
    }

    private static List<String> values(TypedFields fields, String key) {
      return fields.list(key).stream().map(Located::value).toList();
    }
  }

  static ArgoCdSettings of(Mesh mesh) {
    Delivery delivery = mesh.delivery(KEY).orElseThrow();
    TypedFields argocd = new TypedFields(delivery.settings().root());
    Optional<String> existing = argocd.text("existingProject");
    return new ArgoCdSettings(
        delivery,
        // Missing in a spec that is wrong, and reported as such.
        argocd.text("repoURL").orElse(""),
        argocd.text("revision").orElseThrow(),
        argocd.text("namespace").orElseThrow(),
        new Project(
            existing.or(() -> argocd.text("project")).orElseThrow(),
            existing.isPresent(),
            argocd.text("rootProject").orElseThrow()),
        ignored(argocd));
  }

  private static List<Difference> ignored(TypedFields argocd) {
    List<Difference> ignored = new ArrayList<>();
    if (argocd.map().get("ignoreDifferences").orElse(null) instanceof YamlList list) {
      for (YamlNode item : list.items()) {
        // One that the schema refused may be incomplete.
        if (item instanceof YamlMap map && map.get("kind").isPresent()) {
          ignored.add(Difference.of(map));
        }
      }
    }
    return ignored;
  }

  /** The clusters that an Argo CD applies, on a hub or their own. */
  static List<Cluster> clusters(Mesh mesh) {
    return mesh.clusters().stream()
        .filter(cluster -> cluster.delivery().engine().equals(KEY))
        .toList();
  }

  /** Those that the hub applies. */
  static List<Cluster> ofHub(Mesh mesh) {
    return clusters(mesh).stream().filter(cluster -> !hasOwn(cluster)).toList();
  }

  /** Whether an Argo CD applies a cluster that runs in it. */
  static boolean hasOwn(Cluster cluster) {
    TypedFields settings = new TypedFields(cluster.delivery().settings().root());
    return cluster.delivery().engine().equals(KEY)
        && settings.text("mode").equals(Optional.of("cluster"));
  }

  /** How the Argo CD that applies a cluster finds it. */
  static DestinationCluster destination(Cluster cluster) {
    return hasOwn(cluster)
        ? DestinationCluster.OWN
        : DestinationCluster.of(
            new TypedFields(cluster.origins().root()).in(KEY).text("destination").orElseThrow());
  }

  /** Whether the spec says how Argo CD finds a cluster, and not the default. */
  static boolean isDestinationWritten(Cluster cluster) {
    return new TypedFields(cluster.origins().root())
        .in(KEY)
        .map()
        .get("destination")
        .filter(node -> node.span().hasLine())
        .isPresent();
  }

  /** Where in the repository a file of the tree lies. */
  String within(String file) {
    return tree.within(file);
  }
}
