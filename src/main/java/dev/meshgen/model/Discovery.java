package dev.meshgen.model;

import dev.meshgen.recipient.Recipient;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which clusters discover each other's services.
 *
 * @param groups as written, whatever the mode
 * @param store where clusters push their tokens, if they do
 * @param issuer of short-lived tokens, if there is one
 * @param folder where istiods find kubeconfigs that something else writes, if it does
 */
public record Discovery(
    Mode mode,
    List<Group> groups,
    Optional<TokenStore> store,
    Optional<TokenIssuer> issuer,
    Optional<KubeconfigFolder> folder) {

  /** How discovery is decided. */
  public enum Mode {
    /** Every cluster discovers every other. */
    FULL,

    /** Clusters that share a group discover each other. */
    GROUPS,

    /** No cluster discovers another, as far as this tree is concerned. */
    NONE
  }

  /**
   * Clusters that discover each other.
   *
   * @param match labels that a cluster has, all of them
   * @param recipients of the remote secrets of its clusters; empty for the mesh's
   */
  public record Group(
      Located<String> name, SortedMap<String, String> match, List<Located<Recipient>> recipients) {
    public Group {
      match = Collections.unmodifiableSortedMap(new TreeMap<>(match));
      recipients = List.copyOf(recipients);
    }

    public boolean has(Cluster cluster) {
      for (var wanted : match.entrySet()) {
        if (!wanted.getValue().equals(cluster.labels().get(wanted.getKey()))) {
          return false;
        }
      }
      return true;
    }
  }

  public Discovery {
    groups = List.copyOf(groups);
  }
}
