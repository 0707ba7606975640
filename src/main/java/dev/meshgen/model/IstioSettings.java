package dev.meshgen.model;

import java.util.List;
import java.util.Optional;

/**
 * Which Istio a cluster runs, and how.
 *
 * @param version as written; {@code dev.meshgen.istio} knows what it means
 * @param revisions how its control planes are called
 * @param charts {@code oci://} prefix or {@code https://} address, without a trailing slash
 * @param cni what the spec says of Istio's CNI plugin, if it says anything
 * @param hub registry and path of the images
 * @param imagePullSecrets names of the Secrets that images are pulled with
 * @param chartsSecret name of the Secret with the credentials of {@code charts}
 * @param chartsCertSecret name of the Secret with the certificates of their registry
 */
public record IstioSettings(
    String version,
    Revisions revisions,
    DataPlane dataPlane,
    Optional<Boolean> cni,
    boolean dnsCapture,
    Install install,
    String charts,
    String hub,
    List<Located<String>> imagePullSecrets,
    Optional<String> chartsSecret,
    Optional<String> chartsCertSecret) {

  public IstioSettings {
    imagePullSecrets = List.copyOf(imagePullSecrets);
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

  /** The control plane that serves whatever asks for no other. */
  public Revision defaultControlPlane() {
    return find(revisions.defaultId()).orElseGet(() -> controlPlanes().get(0));
  }
}
