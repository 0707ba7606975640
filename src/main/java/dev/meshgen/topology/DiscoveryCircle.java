package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.recipient.Recipient;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Clusters that are in exactly the same groups: the same istiods read them, and their istiods read
 * the same clusters. Without groups, these are all clusters.
 *
 * @param groups their names; empty without groups
 * @param clusters in the order of names, whatever their state
 * @param recipients who opens the files that others discover them with
 */
public record DiscoveryCircle(
    SortedSet<String> groups, List<Cluster> clusters, List<Located<Recipient>> recipients) {
  public DiscoveryCircle {
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    clusters = List.copyOf(clusters);
    recipients = List.copyOf(recipients);
  }

  /** A unique name for it: names of groups have no underscore. */
  String id() {
    return id(groups);
  }

  static String id(SortedSet<String> groups) {
    StringBuilder id = new StringBuilder();
    groups.forEach(group -> id.append(group).append('_'));
    return id.toString();
  }
}
