package dev.meshgen.review;

import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.Consent;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.ReaderAccount;
import dev.meshgen.topology.Topology;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Which tokens of a cluster there were, and which there will be: one that others still use may not
 * end with the same render that brings another.
 */
public final class TokenGenerations {
  private static final String PREFIX = "discovery.credential.";
  private static final String MODE = PREFIX + "mode";
  private static final String GENERATION = PREFIX + "generation";
  private static final String KEPT = PREFIX + "keepGeneration";
  private static final String RIGHTS = PREFIX + "readerRBAC";
  private static final String PUSHED = PREFIX + "externalSecrets";

  private TokenGenerations() {}

  /** Adds to the settings that a lock records what is not the default. */
  static void record(ClusterPlan plan, SortedMap<String, String> settings) {
    ReaderToken token = plan.cluster().kubernetes().reader();
    // Also of a cluster that is detached: when it comes back, no earlier token may be valid again.
    if (token.generation() > 1) {
      settings.put(GENERATION, String.valueOf(token.generation()));
    }
    if (plan.account().isEmpty() || plan.isConfigCluster()) {
      return;
    }
    if (plan.rights().isPresent()) {
      settings.put(RIGHTS, "minimal");
    }
    if (!token.isHandedOver()) {
      settings.put(MODE, token.mode().id());
    }
    token.kept().ifPresent(kept -> settings.put(KEPT, String.valueOf(kept)));
    if (plan.handover().isPresent()) {
      settings.put(PUSHED, "set");
    }
  }

  /**
   * {@link Code#TOKEN_IN_USE}, {@link Code#GENERATION_BACK}, {@link Code#TOKEN_NOT_PUSHED} and
   * {@link Code#TOKEN_LEFT}.
   *
   * @param before the committed locks
   * @param folder of their tree, as the user typed it
   */
  public static void check(
      MeshPlan plan,
      Map<String, ClusterLock> before,
      String folder,
      Consent consent,
      Report report) {
    Engines engines = Engines.of(plan.mesh());
    for (ClusterPlan cluster : plan.clusters()) {
      ClusterLock lock = before.get(cluster.name());
      Optional<RunningCluster> ran = lock == null ? Optional.empty() : lock.runs();
      if (ran.isPresent() && cluster.account().isPresent() && !cluster.isConfigCluster()) {
        boolean prunes = engines.prunesTokens(cluster.cluster());
        Check check = new Check(cluster, lock, ran.get(), prunes);
        if (check.isReadable(folder, report)) {
          check.run(consent, report);
        }
      }
    }
  }

  /** Of one cluster that was there before, and stays. */
  private record Check(
      ClusterPlan plan, ClusterLock lock, RunningCluster ran, boolean prunesTokens) {

    /** {@link Code#LOCK_MALFORMED}, if a lock has something else than numbers of generations. */
    boolean isReadable(String folder, Report report) {
      for (String setting : List.of(GENERATION, KEPT)) {
        String text = settings().getOrDefault(setting, "1");
        if (!text.matches("[1-9][0-9]{0,3}")) {
          report.add(
              Diagnostic.of(
                      Code.LOCK_MALFORMED,
                      Span.of(folder + "/" + plan.layout().lock()),
                      "the setting \"" + setting + "\" is not a generation: " + text)
                  .expecting("a number from 1 to 9999")
                  .hinting("restore the lock from Git"));
          return false;
        }
      }
      return true;
    }

    void run(Consent consent, Report report) {
      ReaderToken now = plan.cluster().kubernetes().reader();
      Set<Integer> there = generations(now.generation(), now.kept());
      Set<Integer> were = generations(before(GENERATION).orElse(1), before(KEPT));
      int used = used();
      int newest = were.stream().mapToInt(Integer::intValue).max().orElseThrow();
      Optional<Integer> back =
          there.stream().filter(each -> each < newest && !were.contains(each)).findFirst();
      if (back.isPresent()) {
        report.add(returning(back.get(), newest));
      } else if (!Topology.isDetached(ran.membership().state())
          && !logsInByCertificate()
          && were.contains(used)
          && !there.contains(used)
          && !consent.revoked().contains(plan.name())) {
        report.add(inUse(used, now.generation()));
      }
      boolean limited = plan.rights().isPresent() && !settings().containsKey(RIGHTS);
      if (limited
          && prunesTokens
          && !logsInByCertificate()
          && before(GENERATION).isEmpty()
          && ran.membership().discovered()
          && !consent.revoked().contains(plan.name())) {
        report.add(losesRights());
      }
      boolean pushed = settings().containsKey(PUSHED);
      if (now.isFetched() && !pushed && ran.membership().discovered()) {
        report.add(notPushed());
      }
      if (now.isIssued()
          && !now.mode().id().equals(settings().get(MODE))
          && there.contains(used)
          && ran.membership().discovered()
          && !prunesTokens) {
        report.add(left());
      }
    }

    private static Set<Integer> generations(int generation, Optional<Integer> kept) {
      Set<Integer> all = new TreeSet<>(Set.of(generation));
      kept.ifPresent(all::add);
      return all;
    }

    /** None in a lock from before there were generations. */
    private SortedMap<String, String> settings() {
      return ran.settings().orElse(Collections.emptySortedMap());
    }

    private Optional<Integer> before(String setting) {
      return Optional.ofNullable(settings().get(setting)).map(Integer::valueOf);
    }

    /** Then no token ends that others use. */
    private boolean logsInByCertificate() {
      return lock.sealed().values().stream()
          .flatMap(facts -> facts.credential().stream())
          .anyMatch(credential -> credential.client().isPresent());
    }

    /** The one that others use as far as the tree says: a sealed one has an owner. */
    private int used() {
      int newest = before(GENERATION).orElse(1);
      return lock.sealed().values().stream()
          .flatMap(facts -> facts.credential().stream())
          .map(CredentialFacts::subject)
          .flatMap(Optional::stream)
          .map(subject -> subject.substring(subject.lastIndexOf(':') + 1))
          .findFirst()
          .map(ReaderAccount::generation)
          .orElse(newest);
    }

    private Diagnostic inUse(int used, int next) {
      String name = plan.name();
      return Diagnostic.of(
              Code.TOKEN_IN_USE,
              at("generation"),
              "the token used to discover \""
                  + name
                  + "\", generation "
                  + used
                  + ", would end with this render")
          .expecting("generation " + used + " kept until the others use the next one")
          .hinting(
              next == used
                  ? "see `meshgen explain " + Code.TOKEN_IN_USE.id() + "`"
                  : "keep it with `discovery.credential.keepGeneration: "
                      + used
                      + "`"
                      + (plan.remote().isPresent()
                          ? " until `meshgen credential add " + name + "` has filed the next one"
                          : "")
                      + "; to end it at once, because it leaked, run `meshgen credential revoke "
                      + name
                      + "`");
    }

    private Diagnostic returning(int generation, int newest) {
      return Diagnostic.of(
              Code.GENERATION_BACK,
              at("generation"),
              "generation "
                  + generation
                  + " of the token of \""
                  + plan.name()
                  + "\" has ended, and would be valid again")
          .expecting("a generation above " + newest)
          .hinting("generations only rise; `meshgen credential rotate` chooses the next one");
    }

    private Diagnostic notPushed() {
      return Diagnostic.of(
              Code.TOKEN_NOT_PUSHED,
              at("mode"),
              "the others lose \""
                  + plan.name()
                  + "\" for a while: their credential is removed before its cluster has pushed its token")
          .concerning(plan.name())
          .expecting("tokens pushed before they are fetched")
          .hinting(
              "commit `discovery.credential.externalSecrets` of the Mesh first; once every"
                  + " PushSecret is ready, set the mode");
    }

    private Diagnostic losesRights() {
      return Diagnostic.of(
              Code.TOKEN_IN_USE,
              at("readerRBAC"),
              "the account used to discover \""
                  + plan.name()
                  + "\" belongs to a chart, and would lose its rights with this render")
          .expecting("a token of an account in the tree, before rights are limited")
          .hinting(
              "set `discovery.credential.readerRBAC: chart` in the Cluster, run `meshgen credential"
                  + " rotate "
                  + plan.name()
                  + "`, and limit rights once the others use the second token");
    }

    private Diagnostic left() {
      return Diagnostic.of(
              Code.TOKEN_LEFT,
              at("mode"),
              "the token used to discover \""
                  + plan.name()
                  + "\" stays valid: Vault issues tokens for its account, and its Secret is not"
                  + " deleted")
          .concerning(plan.name())
          .expecting("only short-lived tokens")
          .hinting(
              "once the others use those, end it with `meshgen credential rotate "
                  + plan.name()
                  + "`, and `--finish` a render later");
    }

    private Span at(String field) {
      Span at = plan.cluster().origins().at("discovery", "credential", field);
      return at.hasLine() ? at : plan.cluster().origins().document();
    }
  }
}
