package dev.meshgen.testing;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.seal.sops.age.AgeIdentity;
import dev.meshgen.spec.TypedFields;
import dev.meshgen.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rendered mesh.
 *
 * @param spec the folder of the spec
 * @param folder the output folder
 * @param files what is in it, by path
 * @param mesh the spec, its layers merged
 * @param identities what opens the sealed files, by the name its recipient has in the variant
 */
public record Rendering(
    Variant variant,
    Path spec,
    Path folder,
    SortedMap<String, byte[]> files,
    Mesh mesh,
    Map<String, AgeIdentity> identities) {

  public Rendering {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    identities = Collections.unmodifiableMap(new TreeMap<>(identities));
  }

  public boolean argo() {
    return mesh.delivery().engine().equals("argocd");
  }

  /** What the spec says of the engine, over the defaults. */
  public TypedFields delivery() {
    return new TypedFields(mesh.delivery().settings().root());
  }

  /** The name by which Argo CD knows a cluster. */
  public static String destination(Cluster cluster) {
    TypedFields argocd = new TypedFields(cluster.origins().root()).in("argocd");
    return argocd.text("destination").orElseThrow();
  }

  public List<Cluster> clusters() {
    return mesh.clusters();
  }

  /** Whether the Sail Operator installs Istio there, and Helm but gateways. */
  public boolean operated(Cluster cluster) {
    return cluster.istio().install() == Install.SAIL;
  }

  /** The clusters that take part in the mesh: all but those that are detached. */
  public List<Cluster> connected() {
    return clusters().stream().filter(cluster -> cluster.state().isConnected()).toList();
  }

  /** Whether the other clusters are meant to read what is sealed here. */
  public boolean isApplied(String sealed) {
    return clusters().stream()
        .filter(cluster -> sealed.endsWith("/" + cluster.name() + ".sops.yaml"))
        .allMatch(cluster -> cluster.state().isSeen());
  }

  /** The clusters that run an istiod of their own. */
  public List<Cluster> primaries() {
    return clusters().stream()
        .filter(cluster -> cluster.controlPlane().role() == ControlPlane.Role.PRIMARY)
        .toList();
  }

  /** Whether the spec names this authority. */
  public boolean signedBy(String kind) {
    return mesh.trust().authority().kind().equals(kind);
  }

  /** The clusters in which an istiod runs, for their own mesh or for one outside of it. */
  public List<Cluster> istiods() {
    return clusters().stream().filter(cluster -> !cluster.controlPlane().isRemote()).toList();
  }

  /** The clusters that use the istiod of another cluster of the mesh. */
  public List<Cluster> remotes() {
    return externals().isEmpty() ? ofRoleRemote() : List.of();
  }

  /** The clusters outside of the mesh that host its istiod: one, or none. */
  public List<Cluster> externals() {
    return clusters().stream().filter(cluster -> cluster.controlPlane().isExternal()).toList();
  }

  /** The clusters that use an istiod outside of the mesh. */
  public List<Cluster> hosted() {
    return externals().isEmpty() ? List.of() : ofRoleRemote();
  }

  public Topology topology() {
    return Topology.of(mesh);
  }

  /** Whether an istiod outside of the mesh takes its configuration from a cluster. */
  public boolean isConfigCluster(String cluster) {
    Topology topology = topology();
    return topology.controlPlanes().isConfigCluster(topology.find(cluster).orElseThrow());
  }

  /** The clusters with workloads of the mesh. */
  public List<Cluster> members() {
    return topology().members();
  }

  private List<Cluster> ofRoleRemote() {
    return clusters().stream().filter(cluster -> cluster.controlPlane().isRemote()).toList();
  }

  /** The text of a file, which has to be there. */
  public String text(String path) {
    byte[] content = files.get(path);
    if (content == null) {
      throw new AssertionError(variant + " has no file " + path);
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  /** The one document of a YAML file. */
  public JsonNode yaml(String path) {
    return ConsumerYaml.readOne(text(path));
  }

  /** Every object of the files that hold any. */
  public List<Manifest> manifests() {
    List<Manifest> manifests = new ArrayList<>();
    files.keySet().stream()
        .filter(Rendering::holdsObjects)
        .forEach(path -> manifests.addAll(manifests(path)));
    return manifests;
  }

  /** The objects of one file. */
  public List<Manifest> manifests(String path) {
    return ConsumerYaml.read(text(path)).stream().map(json -> new Manifest(path, json)).toList();
  }

  /** The one object of a file. */
  public Manifest manifest(String path) {
    return new Manifest(path, yaml(path));
  }

  /** Every object of a kind. */
  public List<Manifest> manifests(String apiVersion, String kind) {
    return manifests().stream()
        .filter(found -> found.apiVersion().equals(apiVersion) && found.kind().equals(kind))
        .toList();
  }

  /** Every sealed file. */
  public List<String> sealed() {
    return files.keySet().stream()
        .filter(path -> path.endsWith(".sops.yaml") && path.contains("/"))
        .toList();
  }

  /** The values that Helm would use: meshgen's own, then what the spec adds. */
  public JsonNode values(Cluster cluster, String release) {
    if (operated(cluster)) {
      switch (release) {
        case "base", "istiod":
          return operatedValues(cluster, "istiod/istio.yaml", "pilot");
        case "cni":
          return operatedValues(cluster, "cni/istio-cni.yaml", "cni");
        case "ztunnel":
          return operatedValues(cluster, "ztunnel/ztunnel.yaml", "ztunnel");
        default:
          break;
      }
    }
    String file = "clusters/" + cluster.name() + "/values/" + key(cluster, release);
    JsonNode values = yaml(file + ".yaml");
    String overrides = file + ".overrides.yaml";
    return files.containsKey(overrides) ? MergedValues.merge(values, yaml(overrides)) : values;
  }

  /** The object through which the engine installs a release. */
  public String installation(Cluster cluster, String release) {
    String file = key(cluster, release) + ".yaml";
    String application = "argocd/clusters/" + cluster.name() + "/" + file;
    return text(
        files.containsKey(application)
            ? application
            : "clusters/" + cluster.name() + "/releases/" + file);
  }

  /** The name of a release's files: {@code istiod} is the first of a cluster's istiods. */
  public static String key(Cluster cluster, String release) {
    return release.equals("istiod") ? cluster.istio().controlPlanes().get(0).of("istiod") : release;
  }

  /** As the charts have them in the end, with what is below the key of the chart at the root. */
  private JsonNode operatedValues(Cluster cluster, String file, String key) {
    JsonNode spec = yaml("clusters/" + cluster.name() + "/" + file).path("spec");
    ObjectNode values = (ObjectNode) spec.path("values").deepCopy();
    spec.at("/values/" + key).properties().forEach(own -> values.set(own.getKey(), own.getValue()));
    if (spec.has("profile")) {
      values.set("profile", spec.get("profile"));
    }
    return values;
  }

  /** The releases of a cluster, by the names that their values have. */
  public List<String> releases(Cluster cluster) {
    return files.keySet().stream()
        .filter(path -> path.startsWith("clusters/" + cluster.name() + "/values/"))
        .map(path -> path.substring(path.lastIndexOf('/') + 1).replace(".yaml", ""))
        .filter(name -> !name.equals("kustomization") && !name.endsWith(".overrides"))
        .toList();
  }

  private static boolean holdsObjects(String path) {
    boolean values = path.contains("/values/") && !path.endsWith("/kustomization.yaml");
    return path.endsWith(".yaml") && !path.equals(".sops.yaml") && !values;
  }

  @Override
  public String toString() {
    return variant.name();
  }
}
