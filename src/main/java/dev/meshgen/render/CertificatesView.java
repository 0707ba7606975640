package dev.meshgen.render;

import dev.meshgen.pki.TlsFiles;
import dev.meshgen.plan.AuthorityTraits.RequiredSecret;
import dev.meshgen.plan.TrustPlan;
import java.util.List;
import java.util.Optional;

/**
 * A template's view: what an istiod waits for.
 *
 * @param secret the Secret without which it must not start
 * @param entries all of which it has to have
 * @param optional entries that it may have
 * @param volume that is mounted beside the chart's own, which is optional
 * @param mount where
 * @param arguments that make istiod serve with what is there; empty where it signs with it
 * @param caAddress of what workloads ask instead of istiod
 * @param signer to which istiod hands their requests; without either, it signs with that Secret
 */
record CertificatesView(
    String secret,
    List<String> entries,
    List<String> optional,
    String volume,
    String mount,
    List<String> arguments,
    Optional<String> caAddress,
    Optional<SignerView> signer) {
  /**
   * A signer of the certificates API of Kubernetes.
   *
   * @param secret whose {@code root} istiod hands on with what it signs
   */
  record SignerView(String name, String secret, String root) {}

  static CertificatesView of(TrustPlan trust) {
    RequiredSecret required = trust.required().orElseThrow();
    String volume = required.name() + "-required";
    String mount = "/etc/" + volume;
    return new CertificatesView(
        required.name(),
        required.entries(),
        required.optional(),
        volume,
        mount,
        trust.caAddress().isPresent() || trust.signer().isPresent() ? serving(mount) : List.of(),
        trust.caAddress(),
        trust.signer().map(signer -> new SignerView(signer, required.name(), required.root())));
  }

  /** The flags of pilot-discovery (pilot/pkg/bootstrap/server.go, hasCustomTLSCerts). */
  private static List<String> serving(String mount) {
    return List.of(
        "--tlsCertFile=" + mount + "/" + TlsFiles.CERT,
        "--tlsKeyFile=" + mount + "/" + TlsFiles.KEY,
        "--caCertFile=" + mount + "/" + TlsFiles.CA);
  }
}
