package dev.meshgen.model;

import dev.meshgen.yaml.YamlMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which Istio a cluster runs, and how.
 *
 * @param version as written; {@code dev.meshgen.istio} knows what it means
 * @param revisions the revisions of its control planes
 * @param scaling how many istiods it runs
 * @param workloads how they join the mesh
 * @param values raw Helm values, by release
 */
public record IstioSettings(
    String version,
    Revisions revisions,
    Scaling scaling,
    Workloads workloads,
    Install install,
    Images images,
    Charts charts,
    NamespaceMetadata namespaceMetadata,
    Map<String, YamlMap> values) {

  /**
   * How workloads join the mesh.
   *
   * @param cni what the spec says of Istio's CNI plugin, if it says anything
   * @param dnsCapture whether the mesh answers their DNS queries
   */
  public record Workloads(DataPlane dataPlane, Optional<Boolean> cni, boolean dnsCapture) {}

  /**
   * How many istiods a control plane has.
   *
   * @param automatic whether an autoscaler decides, also for the gateways
   * @param min the least; without an autoscaler all there are
   * @param max the most that an autoscaler makes
   */
  public record Scaling(boolean automatic, int min, int max) {}

  /**
   * What the spec adds to Istio's namespace.
   *
   * @param labels by key
   * @param annotations by key
   */
  public record NamespaceMetadata(
      SortedMap<String, String> labels, SortedMap<String, String> annotations) {
    public NamespaceMetadata {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
  }

  /**
   * Where its images come from.
   *
   * @param hub registry and path
   * @param pullSecrets names of the Secrets that they are pulled with
   */
  public record Images(String hub, List<Located<String>> pullSecrets) {
    public Images {
      pullSecrets = List.copyOf(pullSecrets);
    }

    public List<String> pullSecretNames() {
      return pullSecrets.stream().map(Located::value).toList();
    }
  }

  /**
   * Where its charts come from.
   *
   * @param location {@code oci://} prefix or {@code https://} address, without a trailing slash
   * @param secret name of the Secret with the credentials of their registry
   * @param certSecret name of the Secret with the certificates of their registry
   */
  public record Charts(String location, Optional<String> secret, Optional<String> certSecret) {
    private static final String OCI = "oci://";

    /** Whether they are in an OCI registry, and not in a Helm repository. */
    public boolean areOci() {
      return location.startsWith(OCI);
    }

    /** The location without the prefix of OCI registries. */
    public String withoutOci() {
      return areOci() ? location.substring(OCI.length()) : location;
    }
  }

  public IstioSettings {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  public DataPlane dataPlane() {
    return workloads.dataPlane();
  }

  public Optional<Boolean> cni() {
    return workloads.cni();
  }

  public boolean dnsCapture() {
    return workloads.dnsCapture();
  }

  /** Every control plane of the cluster: one, or two while a canary runs beside the first. */
  public List<Revision> controlPlanes() {
    return revisions.of(version);
  }

  /** The control plane of that revision. */
  public Optional<Revision> find(String id) {
    for (Revision revision : controlPlanes()) {
      if (revision.id().equals(id)) {
        return Optional.of(revision);
      }
    }
    return Optional.empty();
  }

  /** The tags of the cluster, each with the control plane that it leads to. */
  public SortedMap<String, Revision> tagged() {
    SortedMap<String, Revision> tagged = new TreeMap<>();
    revisions.tags().forEach((tag, id) -> find(id).ifPresent(each -> tagged.put(tag, each)));
    return tagged;
  }

  /** The control plane that serves what selects no other. */
  public Revision defaultControlPlane() {
    return find(revisions.defaultId()).orElseGet(() -> controlPlanes().get(0));
  }
}
