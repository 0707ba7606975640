package dev.meshgen.trust;

import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRequest;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.RootPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How far a mesh has come from one root to another, what comes next, and what to check before.
 *
 * @param rotation what the lock of the mesh says
 * @param clusters how far each is
 */
public record RootProgress(LockedRotation rotation, List<Member> clusters) {
  private static final String COMMAND = "meshgen trust rotate root ";
  private static final String IMPORT = "meshgen trust import FILE";
  private static final String APPLIED = " --confirm-applied";
  private static final int SHOWN = 5;

  public RootProgress {
    clusters = List.copyOf(clusters);
  }

  /**
   * A cluster whose intermediate leads to the new root or not, and which roots it trusts.
   *
   * @param waits whether another intermediate was asked for, of the root that it does not have
   */
  public record Member(
      String name, boolean signedByNew, boolean trustsNew, boolean trustsOld, boolean waits) {

    /** By what its lock says. */
    static Member of(
        String name,
        LockedCertificate intermediate,
        List<String> trusted,
        Optional<LockedRequest> asked,
        String next) {
      boolean byNew = intermediate.issuer().equals(next);
      return new Member(
          name,
          byNew,
          trusted.contains(next),
          trusted.stream().anyMatch(root -> !root.equals(next)),
          asked
              .flatMap(LockedRequest::root)
              .filter(root -> root.equals(next) != byNew)
              .isPresent());
    }

    /** What its phase is called; {@code stable} before the first and after the last. */
    String phase() {
      if (!trustsNew || !trustsOld && !signedByNew) {
        return TrustStatus.STABLE;
      }
      return (trustsOld ? signedByNew ? RootPhase.SIGN : RootPhase.DISTRIBUTE : RootPhase.RETIRE)
          .id();
    }
  }

  /** What a rotation is at, in words for a line. */
  public String phase() {
    return rotation.phase().id() + (rotation.back() ? ", going back" : "");
  }

  /** The phase of a cluster. */
  String phase(String cluster) {
    return clusters.stream()
        .filter(member -> member.name().equals(cluster))
        .map(Member::phase)
        .findFirst()
        .orElse(phase());
  }

  private List<String> behind() {
    return clusters.stream().filter(this::isBehind).map(Member::name).toList();
  }

  private boolean isBehind(Member member) {
    return switch (rotation.phase()) {
      case DISTRIBUTE -> rotation.back() ? member.trustsNew() : !member.trustsNew();
      case SIGN -> rotation.back() == member.signedByNew();
      case RETIRE -> member.trustsOld();
    };
  }

  /** What is left of the phase, or the first step of the next. */
  public String next() {
    RootPhase phase = rotation.phase();
    List<String> behind = behind();
    if (waits(behind)) {
      return IMPORT;
    }
    if (rotation.back()) {
      return phase == RootPhase.SIGN && !behind.isEmpty()
          ? COMMAND + RootPhase.SIGN.id() + " --back"
          : COMMAND + RootPhase.DISTRIBUTE.id() + " --back" + APPLIED;
    }
    if (!behind.isEmpty()) {
      return COMMAND + phase.id();
    }
    return COMMAND
        + (phase == RootPhase.DISTRIBUTE ? RootPhase.SIGN : RootPhase.RETIRE).id()
        + APPLIED;
  }

  /** Whether all that is left is asked for. */
  private boolean waits(List<String> behind) {
    return rotation.phase() == RootPhase.SIGN && !behind.isEmpty() && all(behind, Member::waits);
  }

  /** Whether the next step has intermediates signed. */
  boolean signsNext() {
    List<String> behind = behind();
    return !waits(behind)
        && switch (rotation.phase()) {
          case DISTRIBUTE -> !rotation.back() && behind.isEmpty();
          case SIGN -> !behind.isEmpty();
          case RETIRE -> false;
        };
  }

  /** Whether the next step has clusters cease to trust a root. */
  boolean takesAway() {
    return switch (rotation.phase()) {
      case DISTRIBUTE -> rotation.back();
      case SIGN -> behind().isEmpty();
      case RETIRE -> true;
    };
  }

  /** Whether a cluster is left in a phase that has another root sign for it. */
  boolean isToSign(String cluster) {
    return rotation.phase() == RootPhase.SIGN
        && !rotation.back()
        && clusters.stream().anyMatch(each -> each.name().equals(cluster) && isBehind(each));
  }

  private boolean all(List<String> names, Predicate<Member> which) {
    return clusters.stream().filter(member -> names.contains(member.name())).allMatch(which);
  }

  /** How the phase is left the other way. */
  public String wayBack() {
    return rotation.back()
        ? COMMAND + RootPhase.SIGN.id()
        : COMMAND + rotation.phase().id() + " --back";
  }

  /** Where all clusters are, in a sentence without its period. */
  public String summary() {
    List<String> behind = behind();
    String what =
        switch (rotation.phase()) {
          case DISTRIBUTE -> rotation.back() ? "trust the old root alone" : "trust both roots";
          case SIGN -> rotation.back() ? "sign with the old root" : "sign with the new root";
          case RETIRE -> "trust the new root alone";
        };
    return (clusters.size() - behind.size())
        + " of "
        + clusters.size()
        + " clusters "
        + what
        + (behind.isEmpty() ? "" : "; still to come: " + shown(behind));
  }

  private static String shown(List<String> names) {
    return names.size() > SHOWN
        ? String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more"
        : String.join(", ", names);
  }

  /** What a phase means for what runs, and what to look at before the next; for people. */
  public List<String> hints() {
    return hints(rotation.phase());
  }

  /** The same of the phase that a rotation ends with. */
  public static List<String> hints(RootPhase phase) {
    List<String> hints = new ArrayList<>();
    switch (phase) {
      case DISTRIBUTE -> {
        hints.add(
            "istiod restarts by itself, because its settings change, and reads both roots. Proxies,"
                + " gateways and ztunnel load the new bundle when they renew their certificates,"
                + " halfway through their lifetime, or when they restart. Those started from now on"
                + " load later bundles immediately.");
        hints.add("Go on once the ConfigMap and the proxies of every cluster show two roots.");
      }
      case SIGN -> {
        hints.add(
            "No restart is needed: istiod reads the new intermediate within two minutes, and"
                + " workloads get its certificates when they renew theirs.");
        hints.add(
            "Go on once no workload shows a certificate of the other root: after the longest"
                + " lifetime of their certificates, or after a restart of the remaining ones.");
      }
      case RETIRE ->
          hints.add(
              "istiod loads the smaller bundle while it runs, and restarts by itself with the last"
                  + " cluster, because its settings change back. Proxies need no restart.");
    }
    return hints;
  }

  /** What people are told after each step, and while a step is left: a line each. */
  public List<String> remarks() {
    return List.of("root: " + summary(), "next: " + next(), "back: " + wayBack());
  }

  /** The progress of a mesh whose locks these are; empty while nothing is on its way. */
  public static Optional<RootProgress> of(MeshLock mesh, SortedMap<String, ClusterLock> clusters) {
    if (mesh.rotation().isEmpty()) {
      return Optional.empty();
    }
    String next = mesh.rotation().get().sha256();
    List<Member> members = new ArrayList<>();
    clusters.forEach(
        (name, lock) -> {
          Optional<LockedRequest> asked =
              lock.sealed().values().stream().flatMap(each -> each.request().stream()).findFirst();
          lock.sealed().values().stream()
              .filter(facts -> facts.certificate().isPresent())
              .map(
                  facts -> Member.of(name, facts.certificate().get(), facts.trusted(), asked, next))
              .forEach(members::add);
        });
    return Optional.of(new RootProgress(mesh.rotation().get(), members));
  }

  /** The progress of a tree; empty while nothing is on its way. */
  static Optional<RootProgress> of(
      Optional<LockedRotation> rotation, List<Signer> signers, List<OpenRequest> requests) {
    Map<String, LockedRequest> asked =
        requests.stream().collect(Collectors.toMap(OpenRequest::cluster, OpenRequest::facts));
    return rotation.map(
        found ->
            new RootProgress(
                found,
                signers.stream()
                    .filter(signer -> signer.cluster().isPresent())
                    .map(
                        signer ->
                            Member.of(
                                signer.cluster().get(),
                                signer.certificate(),
                                signer.trusted(),
                                Optional.ofNullable(asked.get(signer.cluster().get())),
                                found.sha256()))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList()));
  }
}
