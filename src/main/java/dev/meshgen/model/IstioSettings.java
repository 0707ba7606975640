package dev.meshgen.model;

import java.util.List;
import java.util.Optional;

/**
 * Which Istio a cluster runs, and how.
 *
 * @param version as written; {@code dev.meshgen.istio} knows what it means
 * @param charts {@code oci://} prefix or {@code https://} address, without a trailing slash
 * @param cni what the spec says of Istio's CNI plugin, if it says anything
 * @param hub registry and path of the images
 * @param imagePullSecrets names of the Secrets that images are pulled with
 * @param chartsSecret name of the Secret with the credentials of {@code charts}
 * @param chartsCertSecret name of the Secret with the certificates of their registry
 */
public record IstioSettings(
    String version,
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
}
