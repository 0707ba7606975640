package dev.meshgen.compile;

import dev.meshgen.issue.Issued;
import dev.meshgen.lock.LockFile;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.RenderTree;
import dev.meshgen.report.Readme;
import dev.meshgen.report.SecretFacts;
import dev.meshgen.review.LockChange;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.trust.RootProgress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts together what was rendered, what is sealed, and the locks. */
final class Assemble {
  private Assemble() {}

  static OutputTree tree(MeshPlan plan, Issued issued, LockChange locks, RenderTree render) {
    SecretFacts facts = facts(plan, issued);
    OutputTree.Builder tree =
        render.finish(
            new Readme(plan, facts).file(),
            issued.sealed().keySet(),
            facts.intermediates().keySet());
    String mesh = plan.mesh().name();
    issued.sealed().forEach((path, bytes) -> tree.put(path, bytes, Layout.role(path)));
    issued.requests().forEach((path, bytes) -> tree.put(path, bytes, Role.LOCK));
    tree.put(Layout.ROOT_LOCK, LockFile.print(issued.meshLock()), Role.LOCK);
    locks
        .after()
        .forEach(
            (cluster, lock) ->
                tree.put(Layout.cluster(cluster).lock(), LockFile.print(lock), Role.LOCK));
    issued
        .rootCertificate()
        .map(pem -> Header.line(Layout.ROOT_CERTIFICATE, mesh) + "\n" + pem)
        .ifPresent(
            text ->
                tree.put(
                    Layout.ROOT_CERTIFICATE, text.getBytes(StandardCharsets.UTF_8), Role.LOCK));
    return tree.build();
  }

  private static SecretFacts facts(MeshPlan plan, Issued issued) {
    SortedMap<String, SecretFacts.Certificate> intermediates = new TreeMap<>();
    Set<String> requested = new TreeSet<>();
    Set<String> discoverable = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      SortedMap<String, SealedFacts> sealed = issued.clusterLocks().get(cluster.name()).sealed();
      cluster
          .cacerts()
          .ifPresent(
              secret ->
                  certificate(sealed.get(secret.path()))
                      .ifPresent(found -> intermediates.put(cluster.name(), found)));
      if (cluster.trust().request().filter(key -> sealed.containsKey(key.path())).isPresent()) {
        requested.add(cluster.name());
      }
      if (cluster.remotes().stream().anyMatch(secret -> sealed.containsKey(secret.path()))) {
        discoverable.add(cluster.name());
      }
    }
    return new SecretFacts(
        root(plan, issued),
        plan.issuer().flatMap(issuer -> certificate(issued.meshLock().sealed().get(issuer.path()))),
        intermediates,
        requested,
        RootProgress.of(issued.meshLock(), issued.clusterLocks()),
        discoverable);
  }

  private static Optional<SecretFacts.Certificate> root(MeshPlan plan, Issued issued) {
    return issued
        .meshLock()
        .root()
        .map(Assemble::described)
        .or(
            () ->
                plan.root()
                    .flatMap(root -> certificate(issued.meshLock().sealed().get(root.path()))));
  }

  /** Of a file that may not be there yet. */
  private static Optional<SecretFacts.Certificate> certificate(SealedFacts sealed) {
    return Optional.ofNullable(sealed).flatMap(SealedFacts::certificate).map(Assemble::described);
  }

  private static SecretFacts.Certificate described(LockedCertificate facts) {
    return new SecretFacts.Certificate(
        facts.sha256(), facts.notBefore(), facts.notAfter(), facts.isImported());
  }
}
