package dev.meshgen.testing;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The upstream data beside the repository. A clone has none, so only the tests of the profile
 * {@code conformance} read it; they are tagged {@code upstream-data}, too.
 */
public final class Shared {
  public static final Path SEALED = Path.of("../shared/vectors/golden.sops.yaml");
  public static final Path CHARTS = Path.of("../shared/istio-charts");
  public static final Path CRDS = Path.of("../shared/crds");

  public static final Path SAIL = CRDS.resolve("sail-operator-1.30.yaml");
  public static final Path GATEWAY_API = CRDS.resolve("gateway-api-1.5.1.yaml");
  public static final Path ARGO_CD = CRDS.resolve("argo-cd-3.5.1.yaml");
  public static final Path FLUX = CRDS.resolve("flux-2.9.yaml");
  public static final Path EXTERNAL_SECRETS = CRDS.resolve("external-secrets-2.9.yaml");
  public static final Path SEALED_SECRETS = CRDS.resolve("sealed-secrets-0.36.yaml");
  public static final Path CERT_MANAGER = CRDS.resolve("cert-manager-1.21.yaml");

  /** Meshes that people run, each with what the right answer to it is. */
  public static final Path FIELD_CASES = Path.of("../shared/field/cases");

  private Shared() {}

  /** The CustomResourceDefinitions of the minor of a version. */
  public static Path istioCrds(String version) {
    return ofMinor(CRDS, "istio-", IstioVersion.parse(version).orElseThrow().line());
  }

  /** The folder with the values of the charts of the minor of a version. */
  public static Path istioCharts(String version) {
    return ofMinor(CHARTS, "", IstioVersion.parse(version).orElseThrow().line());
  }

  /** What is in a folder and begins so, sorted. */
  public static List<Path> list(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is not where it should be. */
  public static List<Path> missing() {
    List<Path> needed =
        new ArrayList<>(
            List.of(
                SEALED,
                SAIL,
                GATEWAY_API,
                ARGO_CD,
                FLUX,
                CERT_MANAGER,
                EXTERNAL_SECRETS,
                SEALED_SECRETS,
                FIELD_CASES));
    for (MinorVersion minor : IstioCatalog.builtIn().minors()) {
      needed.add(ofMinor(CRDS, "istio-", minor));
      needed.add(ofMinor(CHARTS, "", minor));
    }
    return needed.stream().filter(path -> !Files.exists(path)).toList();
  }

  /** Where the data of a minor is, whichever its patch, or would be. */
  private static Path ofMinor(Path folder, String prefix, MinorVersion minor) {
    String start = prefix + minor + ".";
    List<Path> found = Files.isDirectory(folder) ? list(folder, start) : List.of();
    return found.isEmpty() ? folder.resolve(start + "*") : found.get(0);
  }
}
