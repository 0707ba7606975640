package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Diagnostics that follow from a field that could not be read: rules treat the field as unset, and
 * the diagnostic about the field itself is enough. Also those about fields that most clusters leave
 * unset, or that the unreadable part may use: they can wait until the whole spec can be read.
 */
public final class FollowUps implements Predicate<Diagnostic> {
  private static final Set<Code> REVISIONS =
      Set.of(
          Code.CANARY_INCOMPLETE,
          Code.TAG_TARGET,
          Code.TWO_DEFAULTS,
          Code.NO_DEFAULT,
          Code.REMOTE_REVISION);
  private static final Set<Code> BALANCERS =
      Set.of(Code.INTERNAL_UNKNOWN, Code.LOAD_BALANCER_FIELD);
  private static final Set<Code> GROUPS = Set.of(Code.CLUSTER_UNGROUPED, Code.GROUPS_AND_MODE);

  /** What waits until the spec can be read. */
  private static final Set<Code> LATER = Set.of(Code.INTERNAL_UNKNOWN, Code.RECIPIENTS_IGNORED);

  /** By the field that they follow from, as it is called below the {@code spec} of a cluster. */
  private static final Map<String, Set<Code>> BY_FIELD =
      Map.ofEntries(
          Map.entry("platform", BALANCERS),
          Map.entry("eastWest.loadBalancer", BALANCERS),
          Map.entry("eastWest.exposure", BALANCERS),
          Map.entry("eastWest.address", Set.of(Code.INTERNAL_UNKNOWN, Code.PRIMARY_UNREACHABLE)),
          Map.entry("eastWest.sourceRanges", Set.of(Code.GATEWAY_OPEN)),
          Map.entry(
              "controlPlane",
              Set.of(
                  Code.HOSTING_INCOMPLETE,
                  Code.PRIMARY_UNREACHABLE,
                  Code.ENDPOINT_SLICES_EXCLUDED)),
          Map.entry("istio.revision", REVISIONS),
          Map.entry("istio.canary", REVISIONS),
          Map.entry("istio.tags", REVISIONS),
          Map.entry("istio.namespace", Set.of(Code.EXTERNAL_NAMESPACE)),
          Map.entry("labels", REVISIONS),
          Map.entry("secrets.sops.root", Set.of(Code.ROOT_RECIPIENTS_MISSING)),
          Map.entry(
              "secrets",
              Set.of(Code.CLUSTER_RECIPIENTS_MISSING, Code.DISCOVERY_RECIPIENTS_MISSING)),
          Map.entry("trust.authority", Set.of(Code.ROOT_RECIPIENTS_MISSING)),
          Map.entry("discovery.credential.externalSecrets", Set.of(Code.TOKEN_STORE_MISSING)),
          Map.entry("discovery.credential.vaultKubernetes", Set.of(Code.TOKEN_ISSUER_MISSING)),
          Map.entry("discovery.credential.vaultKubernetes.ttl", Set.of(Code.TOKEN_LIFETIME)),
          Map.entry(
              "discovery.credential.vaultKubernetes.refreshInterval", Set.of(Code.TOKEN_LIFETIME)),
          Map.entry("kubernetes.apiServer", Set.of(Code.FETCHED_SERVER_MISSING)),
          Map.entry("kubernetes.ca", Set.of(Code.ISSUED_CA_MISSING)),
          Map.entry("kubernetes.caData", Set.of(Code.ISSUED_CA_MISSING)),
          Map.entry("kubernetes.caFile", Set.of(Code.ISSUED_CA_MISSING)),
          Map.entry("discovery", GROUPS));

  private final Set<String> refused;
  private final boolean unread;

  /**
   * Of a spec.
   *
   * @param refused the fields of it that could not be read
   * @param unread whether anything of it could not be read
   */
  public FollowUps(Set<String> refused, boolean unread) {
    this.refused = Set.copyOf(refused);
    this.unread = unread;
  }

  @Override
  public boolean test(Diagnostic found) {
    if (unread && LATER.contains(found.code())) {
      return true;
    }
    for (Map.Entry<String, Set<Code>> field : BY_FIELD.entrySet()) {
      if (field.getValue().contains(found.code()) && isRefused(field.getKey())) {
        return true;
      }
    }
    return false;
  }

  /** Itself, a part of it, or all of which it is a part. */
  private boolean isRefused(String field) {
    return refused.stream().anyMatch(path -> isWithin(path, field) || isWithin(field, path));
  }

  private static boolean isWithin(String inner, String outer) {
    List<String> steps = List.of(inner.split("\\."));
    List<String> above = outer.isEmpty() ? List.of() : List.of(outer.split("\\."));
    return steps.size() >= above.size() && steps.subList(0, above.size()).equals(above);
  }
}
