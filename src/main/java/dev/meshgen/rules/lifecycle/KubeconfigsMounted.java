package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.AvailableSince;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import java.util.List;
import java.util.Optional;

/**
 * An istiod that finds kubeconfigs in a folder reads no remote secret; older ones have no folder.
 */
final class KubeconfigsMounted implements Rule {
  private static final String FEATURE = "remoteKubeconfigPath";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Optional<Cluster> first =
        mesh.clusters().stream().filter(KubeconfigsMounted::isMounted).findFirst();
    if (first.isPresent() && mesh.discovery().folder().isEmpty()) {
      report.add(folderMissing(first.get()));
    }
    for (Cluster reader : mesh.clusters()) {
      if (first.isPresent() && context.topology().discovery().readsFiles(reader)) {
        mixed(reader, context.topology().discovery().discovered(reader)).ifPresent(report::add);
        unsupported(reader, context).ifPresent(report::add);
      }
    }
  }

  private static boolean isMounted(Cluster cluster) {
    return cluster.kubernetes().reader().mode() == ReaderToken.Mode.MOUNTED;
  }

  private static Diagnostic folderMissing(Cluster cluster) {
    return Diagnostic.of(
            Code.KUBECONFIG_FOLDER_MISSING,
            CredentialsFetched.at(cluster, "mode"),
            "\"mode: mounted\" has no folder: `Mesh.spec.discovery.credential.mounted` is missing")
        .expecting("the folder in which istiod finds the kubeconfigs of other clusters")
        .hinting("set `discovery.credential.mounted: {path: FOLDER}` of the Mesh");
  }

  private static Optional<Diagnostic> mixed(Cluster reader, List<Cluster> discovered) {
    return discovered.stream()
        .filter(each -> each != reader && !isMounted(each))
        .findFirst()
        .map(
            other ->
                Diagnostic.of(
                        Code.KUBECONFIGS_MIXED,
                        CredentialsFetched.at(other, "mode"),
                        "the istiod of \""
                            + reader.name()
                            + "\" finds kubeconfigs in a folder, and does not read the remote secret of"
                            + " \""
                            + other.name()
                            + "\"")
                    .expecting("`mode: mounted` for all clusters that it discovers, or for none")
                    .hinting("set the mode in Mesh.spec.discovery.credential"));
  }

  private static Optional<Diagnostic> unsupported(Cluster reader, RuleContext context) {
    if (ControlPlanes.isExternal(reader)) {
      return Optional.of(
          unsupported(reader, "on an external istiod", "a primary, or another mode"));
    }
    return reader.istio().controlPlanes().stream()
        .map(Revision::version)
        .filter(version -> lacksFolder(version, context))
        .findFirst()
        .map(
            version ->
                unsupported(
                    reader, "by Istio " + version, AvailableSince.feature(FEATURE, context)));
  }

  private static boolean lacksFolder(String written, RuleContext context) {
    return IstioVersion.parse(written)
        .flatMap(
            version ->
                context.catalog().find(version).map(minor -> !minor.has(FEATURE, version.patch())))
        .orElse(false);
  }

  private static Diagnostic unsupported(Cluster reader, String by, String expected) {
    return Diagnostic.of(
            Code.KUBECONFIGS_UNSUPPORTED,
            reader.origins().document(),
            "\"mode: mounted\" is not supported "
                + by
                + ", which reads other clusters in \""
                + reader.name()
                + "\"")
        .expecting(expected)
        .hinting("upgrade first, or use `mode: externalSecrets`");
  }
}
