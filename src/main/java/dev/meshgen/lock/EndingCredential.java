package dev.meshgen.lock;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A filed credential that says when it ends: from then on other clusters see no change in its
 * cluster. Nothing renews it.
 *
 * @param cluster that is discovered with it
 * @param ends in whole seconds
 * @param user of a client certificate; empty of a token
 */
public record EndingCredential(String cluster, Instant ends, Optional<String> user) {
  /** How long before its end there is a warning. */
  public static final Duration NOTICE = Duration.ofDays(30);

  public EndingCredential {
    Objects.requireNonNull(cluster);
    Objects.requireNonNull(ends);
    Objects.requireNonNull(user);
  }

  /** Those of a cluster: one, in however many files. */
  public static List<EndingCredential> of(String cluster, Collection<SealedFacts> files) {
    return files.stream()
        .flatMap(facts -> facts.credential().stream())
        .filter(credential -> credential.expires().isPresent())
        .map(
            credential ->
                new EndingCredential(
                    cluster,
                    credential.expires().orElseThrow(),
                    credential.client().map(CredentialFacts.ClientCertificate::user)))
        .distinct()
        .toList();
  }

  /** Whether it has ended, or does so soon. */
  public boolean isDue(Instant now) {
    return !now.isBefore(ends.minus(NOTICE));
  }

  /** Which one ends when, as a sentence without its period. */
  public String words(Instant now) {
    return what()
        + (now.isBefore(ends) ? " expires on " : " expired on ")
        + ends.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private String what() {
    String kind = user.isPresent() ? "the client certificate" : "the token";
    return kind + " used to discover \"" + cluster + "\"";
  }

  /** What to do about it. */
  public String next() {
    return "add its successor: `meshgen credential add " + cluster + " --allow-expiring`";
  }
}
