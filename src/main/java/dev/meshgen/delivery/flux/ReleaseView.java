package dev.meshgen.delivery.flux;

import dev.meshgen.plan.WebhookDrift;
import java.util.List;
import java.util.Optional;

/**
 * A template's view: a HelmRelease, and its chart when that is an OCI artifact.
 *
 * @param oci its chart, or an entry of the Helm repository
 */
record ReleaseView(
    Name name,
    Optional<OciChart> oci,
    Optional<Chart> chart,
    Optional<Dependency> dependsOn,
    Optional<WebhookDrift> drift,
    List<ValuesKey> valuesFrom) {

  /**
   * What it is called, and where.
   *
   * @param target where it is installed, if that is elsewhere
   */
  record Name(String name, String namespace, Optional<String> target) {}

  /** A chart in an OCI registry. */
  record OciChart(String name, String namespace, String url, Access access, String version) {}

  /** The Secrets that charts are read with. */
  record Access(Optional<String> secret, Optional<String> certSecret) {}

  /** A chart in a Helm repository. */
  record Chart(String chart, String version) {}

  /** An entry of a ConfigMap with values. */
  record ValuesKey(String name, String key) {}
}
