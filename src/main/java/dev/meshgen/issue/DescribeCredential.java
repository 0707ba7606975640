package dev.meshgen.issue;

import dev.meshgen.credential.AcceptedCredential;
import dev.meshgen.credential.CheckCredential;
import dev.meshgen.credential.CheckOptions;
import dev.meshgen.credential.ClusterFacts;
import dev.meshgen.credential.Credential;
import dev.meshgen.credential.RemoteSecret;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SecretManifest;
import java.time.Instant;
import java.util.Optional;

/** What a remote secret holds, as its lock records it. */
final class DescribeCredential {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final Instant now;
  private final Report report;
  private final AdoptionRefusals refusals;

  DescribeCredential(IssuingTools bench) {
    this.plan = bench.plan();
    this.committed = bench.committed();
    this.now = bench.now();
    this.report = bench.report();
    this.refusals = new AdoptionRefusals(bench);
  }

  /** Empty, and said why, if it is not what the spec says. */
  Optional<CredentialFacts> describe(SecretPlan secret, SecretManifest manifest) {
    ClusterPlan cluster =
        plan.clusters().stream()
            .filter(each -> each.name().equals(secret.owner()))
            .findFirst()
            .orElseThrow();
    String source = committed.folder() + "/" + secret.path();
    ClusterFacts facts = IssueRemotes.facts(plan, Engines.of(plan.mesh()), cluster);
    Optional<Credential> found = RemoteSecret.read(manifest, facts, source, report);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (Credential credential = found.get()) {
      Optional<AcceptedCredential> accepted =
          CheckCredential.check(credential, facts, CheckOptions.refiling(now), report);
      if (accepted.isPresent() && !isAsFiled(credential, accepted.get())) {
        refusals.add(secret, "the API server in it differs from the spec");
        return Optional.empty();
      }
      return accepted.map(each -> IssueRemotes.locked(each.facts()));
    }
  }

  /** Whether the spec, which wins, agrees with what the file says already. */
  private static boolean isAsFiled(Credential filed, AcceptedCredential accepted) {
    return filed.server().equals(Optional.of(accepted.server()))
        && filed.caPem().equals(accepted.caPem())
        && filed.tlsServerName().equals(accepted.tlsServerName())
        && filed.proxyUrl().equals(accepted.proxyUrl());
  }
}
