package dev.meshgen.review;

import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.output.Change;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.TreeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds the istiod that a cluster gets in place of another against the proxies that are there: they
 * keep the version that the old one injected until their Pods restart. Istio supports proxies of
 * the minor of their istiod and of the one before (istio.io, "Supported releases", control
 * plane/data plane skew).
 */
public final class VersionSkew {
  /** What names a version: in an Application, in what Flux reads, in what the operator reads. */
  private static final List<String> FIELDS = List.of("targetRevision: ", "tag: ", "version: ");

  /** The gateway of an istiod outside of the mesh, which is no istiod. */
  private static final String GATEWAY = "istiod-gateway.yaml";

  private VersionSkew() {}

  /** {@link Code#MINOR_SKIPPED} and {@link Code#MINOR_BACK}, one for each cluster. */
  public static List<Diagnostic> find(MeshPlan plan, Changes changes, OutputFolder folder)
      throws TreeException {
    Map<String, Change> releases = new TreeMap<>();
    for (Change change : changes.changed()) {
      if (isRelease(change.path())) {
        releases.put(change.path(), change);
      }
    }
    if (releases.isEmpty()) {
      return List.of();
    }
    SortedMap<String, byte[]> committed = folder.readAll(releases.keySet());
    List<Diagnostic> found = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.cluster().controlPlane().isRemote()) {
        continue;
      }
      String name = "clusters/" + cluster.name() + "/";
      for (Map.Entry<String, Change> release : releases.entrySet()) {
        byte[] before = committed.get(release.getKey());
        if (release.getKey().contains(name) && before != null) {
          jump(cluster.cluster(), version(before), version(release.getValue().bytes()))
              .ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static boolean isRelease(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    if (file.equals(GATEWAY)) {
      return false;
    }
    return Engines.clusterOf(path).isPresent() && file.startsWith("istiod")
        || path.contains("/releases/istiod")
        || path.endsWith("/istiod/istio.yaml");
  }

  /** The first version of Istio that one of the fields has. */
  private static Optional<IstioVersion> version(byte[] file) {
    boolean chart = false;
    for (String line : new String(file, StandardCharsets.UTF_8).split("\n")) {
      String text = line.strip();
      chart |= text.startsWith("chart: ");
      for (String field : FIELDS) {
        // An Application may speak of nothing but a revision of the repository.
        if (text.startsWith(field) && (chart || !field.equals(FIELDS.get(0)))) {
          String value = text.substring(field.length()).replace("\"", "");
          Optional<IstioVersion> version =
              IstioVersion.parse(value.startsWith("v") ? value.substring(1) : value)
                  .filter(each -> IstioCatalog.builtIn().minors().contains(each.line()));
          if (version.isPresent()) {
            return version;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Diagnostic> jump(
      Cluster cluster, Optional<IstioVersion> before, Optional<IstioVersion> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    MinorVersion old = before.get().line();
    MinorVersion now = after.get().line();
    Span at = cluster.origins().at("istio", "version");
    String subject =
        "the istiod of \"" + cluster.name() + "\" goes from " + before.get() + " to " + after.get();
    if (now.compareTo(old) < 0) {
      return Optional.of(
          Diagnostic.of(Code.MINOR_BACK, at, subject + ", behind the proxies it serves")
              .expecting("no istiod that is older than a proxy of it")
              .hinting("restart the Pods that were injected meanwhile as soon as it serves"));
    }
    return now.major() == old.major() && now.minor() - old.minor() <= 1
        ? Optional.empty()
        : Optional.of(
            Diagnostic.of(Code.MINOR_SKIPPED, at, subject + ", two minors ahead of its proxies")
                .expecting("one minor at a time, with the Pods restarted in between")
                .hinting("`meshgen upgrade plan --to " + after.get() + "` says the steps"));
  }
}
