package dev.meshgen.issue;

import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.lock.RunningIstio;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.model.ApiServer;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.time.Duration;
import java.util.Optional;

/**
 * Says which part of the spec a sealed file no longer fits. Its lock has a digest of all of them,
 * and beside it what most of them were.
 */
final class ChangedInputs {
  private final MeshPlan plan;
  private final CommittedSecrets committed;

  ChangedInputs(MeshPlan plan, CommittedSecrets committed) {
    this.plan = plan;
    this.committed = committed;
  }

  /** Why a file has to be made, in words that are a sentence. */
  String of(SecretPlan secret) {
    Optional<SealedFacts> facts = committed.facts(secret);
    if (facts.isEmpty()) {
      return "it does not exist yet";
    }
    Optional<RunningCluster> before =
        Optional.ofNullable(committed.clusterLocks().get(secret.owner()))
            .flatMap(ClusterLock::runs);
    return before
        .flatMap(record -> ofMesh(secret, record.istio()))
        .or(() -> facts.get().certificate().flatMap(this::ofValidity))
        .or(() -> facts.get().credential().flatMap(found -> ofCredential(secret, found, before)))
        .orElseGet(() -> unknown(secret, before.isPresent()));
  }

  private Optional<String> ofMesh(SecretPlan secret, RunningIstio before) {
    Mesh mesh = plan.mesh();
    if (!before.namespace().equals(mesh.istioNamespace())) {
      return Optional.of(changed("istio.namespace", before.namespace(), mesh.istioNamespace()));
    }
    return secret.isCredential() || before.trustDomain().equals(mesh.trustDomain())
        ? Optional.empty()
        : Optional.of(changed("trustDomain", before.trustDomain(), mesh.trustDomain()));
  }

  /** Of what was issued for the validity that was asked for, to the day. */
  private Optional<String> ofValidity(LockedCertificate facts) {
    Duration wanted = plan.mesh().trust().intermediate().validity().duration();
    Duration had = Duration.between(facts.notBefore(), facts.notAfter());
    return Math.abs(wanted.toDays() - had.toDays()) > 1
        ? Optional.of("the spec's trust.intermediate.validity has changed")
        : Optional.empty();
  }

  private Optional<String> ofCredential(
      SecretPlan secret, CredentialFacts facts, Optional<RunningCluster> before) {
    return plan.topology()
        .find(secret.owner())
        .flatMap(
            cluster ->
                before
                    .flatMap(record -> ofId(cluster, record.membership()))
                    .or(() -> ofServer(cluster, facts.server())));
  }

  private static Optional<String> ofId(Cluster cluster, RunningCluster.Membership before) {
    String id = before.clusterId().orElse(cluster.name());
    return id.equals(cluster.id())
        ? Optional.empty()
        : Optional.of(changed("clusterID", id, cluster.id()));
  }

  private static Optional<String> ofServer(Cluster cluster, CredentialFacts.Server before) {
    ApiServer server = cluster.kubernetes().server();
    if (server.address().filter(each -> !each.equals(before.address())).isPresent()) {
      return Optional.of(changedOf("apiServer", cluster.name()));
    }
    return server.tlsServerName().isPresent()
            && !server.tlsServerName().equals(before.tlsServerName())
        ? Optional.of(changedOf("tlsServerName", cluster.name()))
        : Optional.empty();
  }

  private static String unknown(SecretPlan secret, boolean recorded) {
    if (secret.isCredential()) {
      return changedOf(
          (recorded ? "" : "istio.namespace, clusterID, ")
              + "apiServer, tlsServerName, proxyURL, ca or caData",
          secret.owner());
    }
    return "the spec's "
        + (recorded ? "" : "trustDomain, istio.namespace or ")
        + "trust.intermediate has changed";
  }

  private static String changedOf(String field, String cluster) {
    return "the spec's " + field + " of \"" + cluster + "\" has changed";
  }

  private static String changed(String field, String before, String after) {
    return "the spec's " + field + " has changed from " + before + " to " + after;
  }
}
