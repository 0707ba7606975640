package dev.meshgen.compile;

import dev.meshgen.issue.Issued;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockFile;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.render.RenderTree;
import dev.meshgen.report.ImportScript;
import dev.meshgen.report.Readme;
import dev.meshgen.report.SecretFacts;
import dev.meshgen.review.LockChange;
import dev.meshgen.tree.Background;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.Workers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Puts together what was rendered, what is sealed, and the locks. */
final class TreeAssembly {
  private final MeshPlan plan;
  private final Issued issued;
  private final RenderTree render;
  private final SecretFacts facts;
  private final Background<OutputTree.Builder> readme;

  private TreeAssembly(MeshPlan plan, Issued issued, RenderTree render) {
    this.plan = plan;
    this.issued = issued;
    this.render = render;
    this.facts = SecretFacts.of(plan, issued);
    this.readme =
        new Background<>("meshgen-readme", () -> render.render(new Readme(plan, facts).file()));
  }

  /** Begins with what takes longest. */
  static TreeAssembly begin(MeshPlan plan, Issued issued, RenderTree render) {
    TreeAssembly assembly = new TreeAssembly(plan, issued, render);
    assembly.readme.start();
    return assembly;
  }

  OutputTree tree(LockChange locks) {
    OutputTree.Builder tree =
        render.finish(issued.sealed().keySet(), facts.intermediates().keySet());
    ImportScript.of(plan, issued).ifPresent(view -> render.addImports(tree, view));
    issued.sealed().forEach((path, bytes) -> tree.put(path, bytes, Layout.role(path)));
    issued.signed().forEach((path, bytes) -> tree.put(path, bytes, Role.LOCK));
    tree.put(Layout.ROOT_LOCK, LockFile.print(issued.meshLock()), Role.LOCK);
    putAll(tree, locks.after());
    issued
        .rootCertificate()
        .map(pem -> Header.line(Layout.ROOT_CERTIFICATE, plan.mesh().name()) + "\n" + pem)
        .ifPresent(
            text ->
                tree.put(
                    Layout.ROOT_CERTIFICATE, text.getBytes(StandardCharsets.UTF_8), Role.LOCK));
    return tree.addAll(readme.awaitComputed()).build();
  }

  /**
   * A tree as far as it follows from the spec alone: what is rendered, and what locks say of what
   * runs. Needs no key, no clock and no randomness, so that one spec has one outline.
   *
   * @param filed whether the sealed file at a path is there; some folders list only what is
   */
  static OutputTree outline(MeshPlan plan, Predicate<String> filed, RenderTree render) {
    return outline(plan, filed, render, plan.clusters());
  }

  /** The same, of the clusters alone that are rendered, and of what is the mesh's. */
  static OutputTree outline(
      MeshPlan plan, Predicate<String> filed, RenderTree render, List<ClusterPlan> rendered) {
    Set<String> discoverable = new TreeSet<>();
    Set<String> remotes = new TreeSet<>();
    Set<String> certified = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.isFiled(filed)) {
        discoverable.add(cluster.name());
      }
      for (SecretPlan remote : cluster.remotes()) {
        if (filed.test(remote.path())) {
          remotes.add(remote.path());
        }
      }
      if (isCertified(cluster, filed)) {
        certified.add(cluster.name());
      }
    }
    OutputTree.Builder tree =
        render.finish(
            new Readme(plan, SecretFacts.ofCredentials(discoverable)).file(), remotes, certified);
    rendered.forEach(cluster -> put(tree, cluster.name(), LockChange.planned(plan, cluster)));
    return tree.build();
  }

  /** The same of one cluster, without what it shares with others. */
  static OutputTree outline(MeshPlan plan, ClusterPlan cluster, Predicate<String> filed) {
    OutputTree.Builder tree = RenderTree.of(plan, cluster, isCertified(cluster, filed));
    put(tree, cluster.name(), LockChange.planned(plan, cluster));
    return tree.build();
  }

  private static boolean isCertified(ClusterPlan cluster, Predicate<String> filed) {
    return cluster.cacerts().filter(secret -> filed.test(secret.path())).isPresent();
  }

  private static void putAll(OutputTree.Builder tree, Map<String, ClusterLock> locks) {
    List<Map.Entry<String, ClusterLock>> all = List.copyOf(locks.entrySet());
    byte[][] printed = new byte[all.size()][];
    Workers.onAllCores(printed.length, i -> printed[i] = LockFile.print(all.get(i).getValue()));
    for (int i = 0; i < printed.length; i++) {
      tree.put(Layout.cluster(all.get(i).getKey()).lock(), printed[i], Role.LOCK);
    }
  }

  private static void put(OutputTree.Builder tree, String cluster, ClusterLock lock) {
    tree.put(Layout.cluster(cluster).lock(), LockFile.print(lock), Role.LOCK);
  }
}
