package dev.meshgen.issue;

import dev.meshgen.authority.NamesOfMesh;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares the name constraints of authorities that stay with the names that the spec gives the
 * mesh now: they were compared when they were imported, but a new revision is another name, and
 * ztunnel takes less than a sidecar.
 */
final class ExcludedNames {
  private final CommittedSecrets committed;
  private final NamesOfMesh names;
  private final SortedMap<String, SortedMap<String, SecretPlan>> found = new TreeMap<>();

  ExcludedNames(MeshPlan plan, CommittedSecrets committed) {
    this.committed = committed;
    this.names = new NamesOfMesh(plan.mesh());
  }

  /** Looks at what a sealed file shows; by several threads. */
  void look(SecretPlan secret, Map<String, String> files) {
    List<String> excluded = excluded(secret, files);
    synchronized (found) {
      excluded.forEach(
          words -> found.computeIfAbsent(words, key -> new TreeMap<>()).put(secret.path(), secret));
    }
  }

  private List<String> excluded(SecretPlan secret, Map<String, String> files) {
    try {
      return ChainVerifier.excluded(
          files.get(CaCerts.CERT_CHAIN),
          files.get(CaCerts.ROOT_CERT),
          () -> names.of(secret.owner()));
    } catch (PkiException e) {
      // What cannot be read differs from its lock, which is said there.
      return List.of();
    }
  }

  /** {@link Code#NAMES_EXCLUDED}, once for all clusters of which the same is true. */
  void report(Report report) {
    found.forEach(
        (words, secrets) ->
            report.add(
                Diagnostic.of(
                        Code.NAMES_EXCLUDED,
                        Span.of(
                            committed.folder()
                                + "/"
                                + committed.pathOf(secrets.get(secrets.firstKey()))),
                        words)
                    .concerning(secrets.values().stream().map(SecretPlan::owner).toList())
                    .expecting(
                        "name constraints with which proxies accept istiod and all workloads")
                    .hinting(
                        "have it reissued with other constraints before this is applied, or revert"
                            + " the spec change that conflicts with them")));
  }
}
