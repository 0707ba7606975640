package dev.meshgen.issue;

import dev.meshgen.credential.AcceptedCredential;
import dev.meshgen.credential.CheckCredential;
import dev.meshgen.credential.CheckOptions;
import dev.meshgen.credential.ClusterFacts;
import dev.meshgen.credential.Credential;
import dev.meshgen.credential.CredentialUse;
import dev.meshgen.credential.RemoteFacts;
import dev.meshgen.credential.RemoteSecret;
import dev.meshgen.credential.ServerFacts;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.model.ApiServer;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SecretManifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Seals remote secrets: of credentials that were added, and of those whose spec has changed. */
final class IssueRemotes {
  private final MeshPlan plan;
  private final Engines engines;
  private final CommittedSecrets committed;
  private final SealSecret sealing;
  private final SealedFileOpener opener;
  private final Instant now;
  private final Report report;

  IssueRemotes(IssuingTools bench) {
    this.plan = bench.plan();
    this.engines = Engines.of(plan.mesh());
    this.committed = bench.committed();
    this.sealing = bench.sealing();
    this.opener = bench.opener();
    this.now = bench.now();
    this.report = bench.report();
  }

  void run(
      Map<SecretPlan, Decision> decisions,
      Map<String, AcceptedCredential> credentials,
      List<Sealed> all,
      List<String> notes) {
    for (ClusterPlan cluster : plan.clusters()) {
      AcceptedCredential added = credentials.get(cluster.name());
      Optional<SecretPlan> there =
          cluster.remotes().stream().filter(each -> isThere(decisions.get(each))).findFirst();
      Optional<Diagnostic> other =
          added == null
              ? there.flatMap(remote -> ofOtherAccount(cluster, remote))
              : Optional.empty();
      List<SecretPlan> toSeal =
          cluster.remotes().stream().filter(each -> decisions.get(each) == Decision.ISSUE).toList();
      if (other.isPresent()) {
        report.add(other.get());
      } else if (added != null) {
        add(cluster, toSeal, added, all, notes);
      } else {
        toSeal.forEach(remote -> refile(cluster, remote, all, notes));
      }
    }
  }

  private void add(
      ClusterPlan cluster,
      List<SecretPlan> remotes,
      AcceptedCredential added,
      List<Sealed> all,
      List<String> notes) {
    if (remotes.isEmpty()) {
      return;
    }
    compareWithFiled(cluster, added);
    remotes.forEach(remote -> all.add(seal(cluster, remote, added)));
    notes.add(
        "sealed the credential of "
            + cluster.name()
            + (cluster.isConfigCluster()
                ? " for the istiod configured there, which reads it when it starts: if it is"
                    + " running, restart it once this is applied"
                : " for discovery"));
  }

  private static boolean isThere(Decision decision) {
    return decision == Decision.KEEP || decision == Decision.ISSUE || decision == Decision.RESEAL;
  }

  /**
   * A cluster that an external istiod is configured in, or no longer, is read by another account.
   */
  private Optional<Diagnostic> ofOtherAccount(ClusterPlan cluster, SecretPlan secret) {
    ClusterFacts expected = facts(plan, engines, cluster);
    return committed
        .facts(secret)
        .flatMap(SealedFacts::credential)
        .flatMap(CredentialFacts::subject)
        .filter(
            subject -> !expected.use().isReader(subject.substring(subject.lastIndexOf(':') + 1)))
        .map(
            subject ->
                Diagnostic.of(
                        Code.TOKEN_SUBJECT,
                        Span.of(committed.folder() + "/" + committed.pathOf(secret)),
                        "the token filed for \"" + cluster.name() + "\" is that of " + subject)
                    .expecting("a token of the account " + expected.account())
                    .hinting(
                        "its control-plane role changed: `meshgen credential remove "
                            + cluster.name()
                            + "`, render, and add the other account's token once the access layer"
                            + " is applied"));
  }

  private void compareWithFiled(ClusterPlan cluster, AcceptedCredential credential) {
    CheckCredential.compareWithFiled(
        "the credential of " + cluster.name(), cluster.name(), credential.facts(), filed(), report);
  }

  /** The spec names another address or authority: the token stays, what is around it changes. */
  private void refile(
      ClusterPlan cluster, SecretPlan secret, List<Sealed> all, List<String> notes) {
    String path = committed.pathOf(secret);
    Optional<SecretManifest> opened =
        opener.open(
            path,
            committed.sealed().get(secret.path()),
            new ChangedInputs(plan, committed).of(secret)
                + ", so its remote secret must be recreated");
    if (opened.isEmpty()) {
      return;
    }
    try (SecretManifest manifest = opened.get()) {
      Optional<Credential> credential =
          RemoteSecret.read(
              manifest, facts(plan, engines, cluster), committed.folder() + "/" + path, report);
      credential
          .flatMap(
              found ->
                  CheckCredential.check(
                      found, facts(plan, engines, cluster), CheckOptions.refiling(now), report))
          .ifPresent(
              accepted -> {
                // A token of this cluster with the address of another means swapped names.
                compareWithFiled(cluster, accepted);
                all.add(seal(cluster, secret, accepted));
                notes.add("recreated the remote secret of " + cluster.name());
              });
    }
  }

  private Sealed seal(ClusterPlan cluster, SecretPlan secret, AcceptedCredential credential) {
    try (SecretManifest manifest = RemoteSecret.of(facts(plan, engines, cluster), credential)) {
      RemoteFacts facts = credential.facts();
      return sealing.seal(secret, manifest, Optional.empty(), Optional.of(locked(facts)));
    }
  }

  static CredentialFacts locked(RemoteFacts facts) {
    return new CredentialFacts(
        new CredentialFacts.Server(
            facts.server().address(),
            facts.server().tlsServerName(),
            facts.server().proxy(),
            facts.server().caSha256()),
        facts.subject(),
        facts.expires(),
        facts.fingerprint(),
        facts.accountUid(),
        facts
            .certificate()
            .map(each -> new CredentialFacts.ClientCertificate(each.user(), each.sha256())));
  }

  /** What is filed, at the addresses that the spec has by now: it may just be set right. */
  private Map<String, RemoteFacts> filed() {
    Map<String, RemoteFacts> filed = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      cluster.remotes().stream()
          .flatMap(remote -> committed.facts(remote).stream())
          .flatMap(facts -> facts.credential().stream())
          .findFirst()
          .ifPresent(
              facts ->
                  filed.put(
                      cluster.name(),
                      new RemoteFacts(
                          filed(cluster.cluster().kubernetes().server(), facts.server()),
                          facts.subject(),
                          facts.expires(),
                          Optional.empty(),
                          facts.accountUid(),
                          facts.tokenSha256(),
                          Optional.empty())));
    }
    return filed;
  }

  private static ServerFacts filed(ApiServer spec, CredentialFacts.Server locked) {
    return new ServerFacts(
        spec.address().orElse(locked.address()),
        spec.tlsServerName().or(locked::tlsServerName),
        spec.proxyUrl().flatMap(ServerFacts::origin).or(locked::proxy),
        locked.caSha256());
  }

  static ClusterFacts facts(MeshPlan plan, Engines engines, ClusterPlan cluster) {
    CredentialUse use =
        CredentialUse.of(
            cluster.isConfigCluster(),
            engines.prunesTokens(cluster.cluster()),
            cluster.cluster().kubernetes().reader().rights());
    return ClusterFacts.of(plan.mesh(), cluster.cluster(), use);
  }
}
