package dev.meshgen.review;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.output.Change;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.TreeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Edits that make a right tree of a right one, and that a running mesh does not survive in one
 * step. What ran before is read off the committed tree.
 */
public final class DisruptiveChanges {
  private static final String HOSTS = "config/external-istiod.yaml";
  private static final String HBONE = "eastwest/gateway.yaml";
  private static final String NAMESPACE = "istioNamespace: ";
  private static final String TRUST_DOMAIN = "trustDomain: ";

  private final MeshPlan plan;
  private final Report report;

  private DisruptiveChanges(MeshPlan plan, Report report) {
    this.plan = plan;
    this.report = report;
  }

  /**
   * Warns about them.
   *
   * @param folder that the changes are to be made in
   */
  public static void check(MeshPlan plan, Changes changes, OutputFolder folder, Report report)
      throws TreeException {
    DisruptiveChanges found = new DisruptiveChanges(plan, report);
    if (!changes.removed().isEmpty()) {
      Set<String> removed = paths(changes.removed());
      found.checkControlPlanes(paths(changes.created()), removed);
      found.checkHbone(removed);
    }
    Set<String> changed = paths(changes.changed());
    found.checkMesh(changed, folder);
    found.checkHosts(changed, folder);
  }

  private static Set<String> paths(List<Change> changes) {
    Set<String> paths = new TreeSet<>();
    changes.forEach(change -> paths.add(change.path()));
    return paths;
  }

  private void checkControlPlanes(Set<String> created, Set<String> removed) {
    for (ClusterPlan cluster : plan.clusters()) {
      boolean goes = removed.stream().anyMatch(path -> isControl(cluster, path));
      boolean oneStays = controls(cluster).stream().anyMatch(path -> !created.contains(path));
      if (goes && !oneStays && cluster.cluster().state().isConnected()) {
        report.add(replaced(cluster.cluster()));
      }
    }
  }

  /** Who writes `multiNetwork: false` means it; who adds a cluster of sidecars hardly does. */
  private void checkHbone(Set<String> removed) {
    List<Cluster> sidecars = plan.mesh().sidecars();
    if (sidecars.isEmpty() || plan.mesh().ambient().multiNetwork().isPresent()) {
      return;
    }
    long losing =
        plan.clusters().stream()
            .filter(cluster -> cluster.dataPlane().ambient().isPresent())
            .filter(cluster -> cluster.cluster().state().isConnected())
            .filter(cluster -> removed.contains(cluster.folder() + HBONE))
            .count();
    if (losing > 0) {
      report.add(hboneTaken(sidecars.get(0), losing));
    }
  }

  private static Diagnostic hboneTaken(Cluster sidecar, long losing) {
    Span at = sidecar.origins().at("istio", "dataPlane");
    return Diagnostic.of(
            Code.HBONE_TAKEN,
            at.hasLine() ? at : sidecar.origins().document(),
            "\""
                + sidecar.name()
                + "\" has sidecars, so that HBONE would end between networks: "
                + (losing == 1 ? "an ambient cluster" : losing + " ambient clusters")
                + " would lose all traffic with others")
        .expecting("dataPlane: ambient, as in the others")
        .hinting(
            "to go back to sidecars between clusters on purpose, write"
                + " `istio.ambient.multiNetwork: false`");
  }

  /** The files of the control planes that the plan has. */
  private static List<String> controls(ClusterPlan cluster) {
    List<String> files = new ArrayList<>();
    cluster.releases().forEach(release -> files.add(cluster.folder() + release.valuesFile()));
    cluster
        .sail()
        .ifPresent(
            sail ->
                sail.of(Layer.ISTIOD)
                    .forEach(
                        resource ->
                            files.add(
                                cluster.folder() + Layer.ISTIOD.id() + "/" + resource.file())));
    files.removeIf(path -> !isControl(cluster, path));
    return files;
  }

  /** Whether a file is the values of an istiod, or the operator's resource for one. */
  private static boolean isControl(ClusterPlan cluster, String path) {
    String values = cluster.folder() + "values/istiod";
    String operated = cluster.folder() + "istiod/istio";
    return path.startsWith(operated)
        || path.startsWith(values)
            && !path.endsWith(".overrides.yaml")
            && !path.startsWith("gateway", values.length());
  }

  private static Diagnostic replaced(Cluster cluster) {
    Span installed = cluster.origins().at("istio", "install");
    Diagnostic found =
        Diagnostic.of(
                Code.CONTROL_PLANE_REPLACED,
                written(cluster),
                "the control plane of \""
                    + cluster.name()
                    + "\" goes and another comes in one step: until they are restarted, its proxies"
                    + " keep to one that is gone, or that nobody maintains")
            .expecting(
                "a control plane that stays until nothing uses it, or nothing that runs yet");
    return installed.hasLine()
        ? found.hinting(
            "who installs Istio is best changed while nobody relies on the cluster: `state:"
                + " detached` before, `joining` after")
        : found.hinting(
            "make the new one istio.canary beside the old one and move the workloads first;"
                + " `meshgen upgrade plan` has the steps");
  }

  private static Span written(Cluster cluster) {
    for (String field : List.of("revision", "install")) {
      Span at = cluster.origins().at("istio", field);
      if (at.hasLine()) {
        return at;
      }
    }
    return cluster.origins().document();
  }

  /** All clusters have the same ones; what one of them had is enough. */
  private void checkMesh(Set<String> changed, OutputFolder folder) throws TreeException {
    Optional<String> values = Optional.empty();
    for (ClusterPlan cluster : plan.clusters()) {
      values = values.or(() -> controls(cluster).stream().filter(changed::contains).findFirst());
    }
    if (values.isEmpty()) {
      return;
    }
    SortedMap<String, byte[]> files = folder.readAll(List.of(values.get()));
    for (byte[] file : files.values()) {
      String text = new String(file, StandardCharsets.UTF_8);
      before(text, TRUST_DOMAIN, plan.mesh().trustDomain())
          .ifPresent(before -> report.add(trustDomain(before)));
      before(text, NAMESPACE, plan.mesh().istioNamespace())
          .ifPresent(before -> report.add(namespace(before)));
    }
  }

  private void checkHosts(Set<String> changed, OutputFolder folder) throws TreeException {
    for (ClusterPlan cluster : plan.clusters()) {
      String file = cluster.folder() + HOSTS;
      if (cluster.hosting().isEmpty() || !changed.contains(file)) {
        continue;
      }
      String now = cluster.hosting().get().host();
      for (byte[] bytes : folder.readAll(List.of(file)).values()) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int list = text.indexOf("hosts:");
        before(list < 0 ? "" : text.substring(list), "- ", now)
            .ifPresent(before -> report.add(host(cluster.cluster(), before)));
      }
    }
  }

  private static Diagnostic host(Cluster cluster, String before) {
    return Diagnostic.of(
            Code.CONTROL_PLANE_REPLACED,
            cluster.origins().at("controlPlane", "host"),
            "istiod's host was \""
                + before
                + "\": proxies that run know it by that name, to which its gateway then no longer"
                + " answers")
        .expecting("the host that istiod has, or nothing that runs yet")
        .hinting(
            "if it has to change, restart all workloads right after: what they have lasts until their"
                + " certificates expire, a day at most");
  }

  /** What a file that was written before says, if it is something else now. */
  private static Optional<String> before(String text, String field, String now) {
    for (String line : text.split("\n")) {
      String item = line.strip();
      if (item.startsWith(field)) {
        return Optional.of(item.substring(field.length()).replace("\"", ""))
            .filter(before -> !before.equals(now));
      }
    }
    return Optional.empty();
  }

  private Diagnostic namespace(String before) {
    Span at = plan.mesh().origins().at("spec", "istio", "namespace");
    return Diagnostic.of(
            Code.CONTROL_PLANE_REPLACED,
            at.hasLine() ? at : plan.mesh().origins().document(),
            "Istio's namespace was \""
                + before
                + "\": the control planes there go, with their gateways and load balancers, secrets and"
                + " credentials, and others come in one step")
        .expecting("the namespace that the mesh has, or nothing that runs yet")
        .hinting("a mesh beside this one, with clusters that move over, is the way with less risk");
  }

  private Diagnostic trustDomain(String before) {
    Span at = plan.mesh().origins().at("spec", "trustDomain");
    return Diagnostic.of(
            Code.TRUST_DOMAIN_CHANGED,
            at.hasLine() ? at : plan.mesh().origins().document(),
            "the trust domain was \""
                + before
                + "\": workloads keep its certificates until they expire, a day at most, and those"
                + " that are told of the new one refuse them")
        .expecting("the trust domain that the mesh has, or nothing that runs yet")
        .hinting(
            "let every istiod accept both first: values.istiod.meshConfig.trustDomainAliases with"
                + " the new one in all clusters, then this change with the old one there; take it"
                + " away a day later");
  }
}
