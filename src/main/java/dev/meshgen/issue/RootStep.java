package dev.meshgen.issue;

import dev.meshgen.lock.RootPhase;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.RootCertificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step from one root to another, or back.
 *
 * @param phase that the clusters are to reach, or to leave
 * @param back whether they go back to the phase before
 * @param clusters that go; empty for all
 * @param certificate of a root whose key the tree does not hold, to be distributed
 * @param applied whether the user says that every cluster has applied the phase before
 * @param lists of revoked certificates, of authorities whose key is elsewhere
 */
public record RootStep(
    RootPhase phase,
    boolean back,
    Set<String> clusters,
    Optional<RootCertificate> certificate,
    boolean applied,
    List<RevocationList> lists) {
  public RootStep {
    clusters = Set.copyOf(clusters);
    lists = List.copyOf(lists);
  }

  boolean isOf(String cluster) {
    return clusters.isEmpty() || clusters.contains(cluster);
  }

  /** As it is typed, for messages. */
  String command() {
    return command(phase) + (back ? " --back" : "");
  }

  static String command(RootPhase phase) {
    return "meshgen trust rotate root " + phase.id();
  }
}
