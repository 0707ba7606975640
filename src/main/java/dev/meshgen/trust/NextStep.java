package dev.meshgen.trust;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.tree.Layout;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The next step from one root to another that would not be refused, and when it may be taken.
 *
 * @param words a command, or what comes before any command
 * @param from before it, the step would be refused; empty if it may be taken now
 */
public record NextStep(String words, Optional<Instant> from) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * What the spec says that the locks do not.
   *
   * @param signs who holds the key that signs from now on; empty if the spec cannot be read
   * @param lifetime the longest of certificates of workloads
   */
  public record Spec(Optional<KeyHolder> signs, Duration lifetime) {
    private boolean needsKey() {
      return signs.filter(each -> !each.isAsked()).isPresent();
    }
  }

  /** The next step of a tree. */
  static NextStep of(TrustTree tree, RootProgress progress, Spec spec) {
    boolean holdsNew = holds(tree, Layout.NEXT_ROOT_KEY, Layout.NEXT_ISSUING_KEY);
    boolean holdsOld = holds(tree, Layout.ROOT_KEY, Layout.ISSUING_KEY);
    boolean back = progress.rotation().back();
    if (progress.signsNext() && spec.needsKey() && !(back ? holdsOld : holdsNew)) {
      return now(keyOf(spec, back));
    }
    if (!progress.takesAway()) {
      return now(progress.next());
    }
    List<String> asked = askedOfOther(tree, progress);
    if (!asked.isEmpty()) {
      return now("meshgen trust csr " + String.join(" ", asked) + " --withdraw");
    }
    boolean other =
        back
            ? holdsOld && spec.signs().filter(KeyHolder::isAsked).isPresent()
            : !holdsNew && spec.signs().filter(KeyHolder.MINTED::equals).isPresent();
    return other
        ? now("set `trust.authority` to one that signs below the remaining root, and render")
        : new NextStep(progress.next(), newest(tree).map(at -> at.plus(spec.lifetime())));
  }

  private static NextStep now(String words) {
    return new NextStep(words, Optional.empty());
  }

  private static String keyOf(Spec spec, boolean back) {
    String root = back ? "old" : "new";
    return spec.signs().filter(KeyHolder.IMPORTED::equals).isPresent()
        ? "meshgen trust import --certificate=FILE --key=FILE, with an authority below the "
            + root
            + " root"
        : "set `trust.authority` to one that signs below the " + root + " root";
  }

  private static boolean holds(TrustTree tree, String... keys) {
    return tree.signers().stream().anyMatch(each -> Arrays.asList(keys).contains(each.path()));
  }

  /** Clusters without an intermediate that wait for one of the root that is to go. */
  private static List<String> askedOfOther(TrustTree tree, RootProgress progress) {
    String next = progress.rotation().sha256();
    Set<String> signing =
        tree.signers().stream()
            .flatMap(each -> each.cluster().stream())
            .collect(Collectors.toSet());
    return tree.requests().stream()
        .filter(each -> !signing.contains(each.cluster()))
        .filter(
            each ->
                each.facts()
                    .root()
                    .filter(root -> root.equals(next) == progress.rotation().back())
                    .isPresent())
        .map(OpenRequest::cluster)
        .toList();
  }

  /** When istiod had the newest intermediate, at the earliest. */
  private static Optional<Instant> newest(TrustTree tree) {
    return tree.signers().stream()
        .filter(each -> each.cluster().isPresent())
        .map(Signer::certificate)
        .map(LockedCertificate::notBefore)
        .max(Comparator.naturalOrder())
        .map(at -> at.plus(CertificateIssuer.BACKDATED));
  }

  /** The step, and from when on it may be taken if that is later than this. */
  public String at(Instant now) {
    return isEarly(now)
        ? words + ", from " + TIME.format(up(from.orElseThrow())) + " UTC on"
        : words;
  }

  /** Whether it would be refused at this time. */
  public boolean isEarly(Instant now) {
    return from.filter(now::isBefore).isPresent();
  }

  /** To the minute, and never before. */
  private static Instant up(Instant time) {
    return time.plusSeconds(59);
  }
}
