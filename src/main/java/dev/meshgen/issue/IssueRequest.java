package dev.meshgen.issue;

import dev.meshgen.credential.Credential;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * What a run may and shall issue.
 *
 * @param frozen whether nothing may be issued
 * @param rotate clusters whose intermediate is to be replaced
 * @param credentials to be sealed for discovery, by cluster
 * @param asOf the day that warnings about expiry speak of
 */
public record IssueRequest(
    boolean frozen, Set<String> rotate, Map<String, Credential> credentials, LocalDate asOf) {

  /** A plain render: issue what is missing. */
  public static IssueRequest render(LocalDate asOf) {
    return new IssueRequest(false, Set.of(), Map.of(), asOf);
  }

  /** Issue nothing; say what is missing. */
  public static IssueRequest frozen(LocalDate asOf) {
    return new IssueRequest(true, Set.of(), Map.of(), asOf);
  }
}
