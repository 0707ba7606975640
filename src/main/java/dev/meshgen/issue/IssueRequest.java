package dev.meshgen.issue;

import dev.meshgen.credential.AcceptedCredential;
import dev.meshgen.pki.SignedIntermediate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run may and must issue.
 *
 * @param frozen whether nothing may be issued
 * @param targets sealed files that the run is about
 * @param asOf the day that warnings about expiry refer to
 * @param spec where the spec is, as the user typed it, for messages
 * @param consent what the user agreed to beforehand
 * @param verification which sealed files are opened to be verified
 * @param rootStep from one root to another, or back
 * @param publishes whether it makes the keys that are kept outside of the tree
 */
public record IssueRequest(
    boolean frozen,
    Targets targets,
    LocalDate asOf,
    List<String> spec,
    Consent consent,
    Verification verification,
    Optional<RootStep> rootStep,
    boolean publishes) {

  /** When the day begins that warnings about expiry refer to. */
  Instant asOfInstant() {
    return asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** A plain render: issue what is missing. */
  public static IssueRequest render(LocalDate asOf) {
    return of(false, Targets.NONE, asOf);
  }

  /** Issue nothing; say what is missing. */
  public static IssueRequest frozen(LocalDate asOf) {
    return of(true, Targets.NONE, asOf);
  }

  /** A render that replaces the intermediates of {@code clusters}. */
  public static IssueRequest rotating(Set<String> clusters, LocalDate asOf) {
    return of(false, Targets.NONE.rotating(clusters), asOf);
  }

  /** A render that replaces intermediates and has proxies refuse the old ones. */
  public static IssueRequest revoking(Revocation revocation, LocalDate asOf) {
    return of(false, Targets.NONE.rotating(revocation.clusters()).revoking(revocation), asOf);
  }

  /** A render that files a credential. */
  public static IssueRequest adding(String cluster, AcceptedCredential credential, LocalDate asOf) {
    return importing(HandedSecrets.credential(cluster, credential), asOf);
  }

  /** A render that seals what was handed over, and issues nothing that it need not. */
  public static IssueRequest importing(HandedSecrets handed, LocalDate asOf) {
    return of(false, Targets.NONE.handing(handed), asOf);
  }

  /** A render that takes the credentials of {@code clusters} out of discovery. */
  public static IssueRequest removing(Set<String> clusters, LocalDate asOf) {
    return of(false, Targets.NONE.removing(clusters), asOf);
  }

  /** A render that takes sealed files as they are now. */
  public static IssueRequest adopting(Set<String> paths, LocalDate asOf) {
    return of(false, Targets.NONE.adopting(paths), asOf);
  }

  /**
   * A render that changes who opens the files of {@code clusters}, of the whole mesh if none is
   * named, and nothing in them.
   */
  public static IssueRequest resealing(Set<String> clusters, LocalDate asOf) {
    return of(false, Targets.NONE.resealing(clusters), asOf);
  }

  /** A render that drops what has been imported into the store. */
  public static IssueRequest imported(String id, LocalDate asOf) {
    return of(false, Targets.NONE.importing(id), asOf);
  }

  /** A render that makes or drops requests for certificates. */
  public static IssueRequest requesting(RequestTargets requests, LocalDate asOf) {
    return of(false, Targets.NONE.requesting(requests), asOf);
  }

  /** A render that takes a step from one root to another. */
  public static IssueRequest stepping(RootStep step, LocalDate asOf) {
    return whole(asOf, Optional.of(step), false);
  }

  /** A render that makes the keys which are kept outside of the tree. */
  public static IssueRequest publishing(LocalDate asOf) {
    return whole(asOf, Optional.empty(), true);
  }

  /** About no file in particular. */
  private static IssueRequest whole(LocalDate asOf, Optional<RootStep> step, boolean publishes) {
    return new IssueRequest(
        false, Targets.NONE, asOf, List.of(), Consent.NONE, Verification.NONE, step, publishes);
  }

  private static IssueRequest of(boolean frozen, Targets targets, LocalDate asOf) {
    return new IssueRequest(
        frozen, targets, asOf, List.of(), Consent.NONE, Verification.NONE, Optional.empty(), false);
  }

  /** The same, with hints that name the spec. */
  public IssueRequest ofSpec(List<String> files) {
    return new IssueRequest(
        frozen, targets, asOf, List.copyOf(files), consent, verification, rootStep, publishes);
  }

  /** The same, where the user agrees to more. */
  public IssueRequest consenting(Consent more) {
    return new IssueRequest(frozen, targets, asOf, spec, more, verification, rootStep, publishes);
  }

  /** The same, which verifies what it keeps. */
  public IssueRequest verifying(Verification wanted) {
    return new IssueRequest(frozen, targets, asOf, spec, consent, wanted, rootStep, publishes);
  }

  /** The same, with certificates of which it is known what they answer. */
  IssueRequest answering(Map<String, SignedIntermediate> answers) {
    Targets paired = targets.handing(targets.handed().answering(answers));
    return new IssueRequest(frozen, paired, asOf, spec, consent, verification, rootStep, publishes);
  }

  /** Whether the run is about something that only a tree which was rendered before can hold. */
  boolean needsTree() {
    return targets.needTree() || !consent.removed().isEmpty() || rootStep.isPresent();
  }

  /** What the run revokes; a step from one root to another may bring lists along. */
  Revocation revocation() {
    return rootStep.map(step -> new Revocation(Set.of(), step.lists())).orElseGet(targets::revoke);
  }

  /**
   * Whether the run is about some sealed files. It then leaves the others as they are, even if the
   * spec asks for more: else a file that cannot be opened would keep all others from being
   * repaired.
   */
  boolean isTargeted() {
    return !targets.isEmpty();
  }
}
