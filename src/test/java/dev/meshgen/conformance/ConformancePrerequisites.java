package dev.meshgen.conformance;

import dev.meshgen.istio.Chart;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.testing.Jdks;
import dev.meshgen.testing.Shared;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Whether everything is here that the conformance tests take from elsewhere; the profile asks
 * before it runs them, and fails when something is missing.
 *
 * <p>What a machine cannot provide is named in {@code $MESHGEN_CANNOT_PROVIDE}, where {@code
 * .ci/tools} puts what it tried in vain. It is listed, and the tests that need it are not made.
 */
final class ConformancePrerequisites {
  private static final List<String> TOOLS =
      List.of(
          "age",
          "age-keygen",
          "diff",
          "dyff",
          "go",
          "gpg",
          "gpgconf",
          "helm",
          "istioctl",
          "kubeseal",
          "kustomize",
          "openssl",
          "script",
          "sh",
          "sops",
          "ssh-keygen");

  private final Set<String> waived;
  private final List<String> missing = new ArrayList<>();
  private final List<String> without = new ArrayList<>();

  private ConformancePrerequisites(String waived) {
    this.waived = Set.copyOf(List.of(waived.split(" ")));
  }

  public static void main(String[] arguments) {
    String waived = System.getenv().getOrDefault("MESHGEN_CANNOT_PROVIDE", "");
    System.exit(new ConformancePrerequisites(waived).check() ? 0 : 1);
  }

  private boolean check() {
    for (String tool : TOOLS) {
      want(Tool.named(tool).isThere(), "tools", tool);
    }
    want(Tool.KSOPS.isThere(), "ksops", "ksops (a stand-in runs sops in its place)");
    want(Tool.ESOCTL.isThere(), "esoctl", "esoctl (Go's own templates are tested in its place)");
    want(Tool.VAULT.isThere(), "vault", "vault (its double is tested alone)");
    want(Browser.isThere(), "browser", "chromium on the PATH, and axe.min.js in $MESHGEN_TOOLS");
    charts(IstioCatalog.builtIn().minors());
    Shared.missing().forEach(path -> want(false, "upstream-data", path.toString()));
    want(!Jdks.others().isEmpty(), "other-jdk", "another JDK");
    without.forEach(name -> System.out.println("this machine cannot provide: " + name));
    missing.forEach(name -> System.out.println("missing: " + name));
    if (!missing.isEmpty()) {
      System.out.println("run .ci/tools, and source the env file it writes; see .ci/run");
    }
    return missing.isEmpty();
  }

  /** Those of the newest minor come with istioctl, and some tests are of them alone. */
  private void charts(SortedSet<MinorVersion> minors) {
    for (MinorVersion minor : minors) {
      want(
          IstioCharts.find(minor, Chart.ISTIOD).filter(Files::isDirectory).isPresent(),
          minor.equals(minors.last()) ? "tools" : "charts-" + minor,
          "Istio's charts of " + minor + " ($" + IstioCharts.variable(minor) + ")");
    }
  }

  private void want(boolean there, String waiver, String name) {
    if (!there) {
      (waived.contains(waiver) ? without : missing).add(name);
    }
  }
}
