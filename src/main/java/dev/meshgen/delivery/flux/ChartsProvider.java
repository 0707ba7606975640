package dev.meshgen.delivery.flux;

import dev.meshgen.model.IstioSettings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The clouds whose registries Flux reads without a Secret, as the workload identity of its
 * source-controller: their passwords expire within hours (fluxcd.io, {@code OCIRepository}, {@code
 * spec.provider}).
 */
final class ChartsProvider {
  private static final String GENERIC = "generic";
  private static final String OCI = "oci://";

  /** The ends of the hosts of their private registries. */
  private static final Map<String, String> HOSTS =
      new TreeMap<>(
          Map.of(
              ".azurecr.io", "azure",
              ".azurecr.cn", "azure",
              ".azurecr.us", "azure",
              "-docker.pkg.dev", "gcp",
              ".gcr.io", "gcp"));

  private ChartsProvider() {}

  /** What the spec says, else the cloud that the address names if there is no Secret for it. */
  static Optional<String> of(IstioSettings.Charts charts, Optional<String> written) {
    if (!charts.location().startsWith(OCI)) {
      return Optional.empty();
    }
    return written
        .or(() -> charts.secret().isPresent() ? Optional.empty() : named(charts.location()))
        .filter(provider -> !provider.equals(GENERIC));
  }

  private static Optional<String> named(String location) {
    String rest = location.substring(OCI.length());
    int slash = rest.indexOf('/');
    String host = slash < 0 ? rest : rest.substring(0, slash);
    // The name of the service is between the account and the region.
    if (host.contains(".dkr.ecr.") && host.contains(".amazonaws.com")) {
      return Optional.of("aws");
    }
    for (Map.Entry<String, String> cloud : HOSTS.entrySet()) {
      if (host.endsWith(cloud.getKey())) {
        return Optional.of(cloud.getValue());
      }
    }
    return Optional.empty();
  }
}
