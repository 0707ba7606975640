package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sorts clusters by their groups. */
final class DiscoveryCircles {
  private final Mesh mesh;
  private final Map<String, List<Cluster>> groups = new LinkedHashMap<>();
  private final Map<String, SortedSet<String>> memberships = new TreeMap<>();
  private final Map<String, List<Located<Recipient>>> recipients = new TreeMap<>();
  private final SortedMap<String, DiscoveryCircle> circles = new TreeMap<>();

  DiscoveryCircles(Mesh mesh) {
    this.mesh = mesh;
    if (mesh.discovery().mode() == Discovery.Mode.GROUPS) {
      mesh.discovery().groups().forEach(this::addGroup);
      addCircles();
    } else {
      add(
          new DiscoveryCircle(
              Collections.emptySortedSet(), mesh.clusters(), mesh.recipients().discovery()));
    }
  }

  private void addGroup(Discovery.Group group) {
    String name = group.name().value();
    List<Cluster> members = groups.computeIfAbsent(name, key -> new ArrayList<>());
    recipients.put(
        name, group.recipients().isEmpty() ? mesh.recipients().discovery() : group.recipients());
    for (Cluster cluster : mesh.clusters()) {
      if (group.has(cluster)) {
        members.add(cluster);
        memberships.computeIfAbsent(cluster.name(), key -> new TreeSet<>()).add(name);
      }
    }
  }

  private void addCircles() {
    SortedMap<String, List<Cluster>> contents = new TreeMap<>();
    for (Cluster cluster : mesh.clusters()) {
      SortedSet<String> own = memberships.get(cluster.name());
      if (own != null) {
        contents.computeIfAbsent(DiscoveryCircle.id(own), id -> new ArrayList<>()).add(cluster);
      }
    }
    for (List<Cluster> clusters : contents.values()) {
      SortedSet<String> own = memberships.get(clusters.get(0).name());
      List<Located<Recipient>> opening = new ArrayList<>();
      own.forEach(group -> opening.addAll(recipients.get(group)));
      add(new DiscoveryCircle(own, clusters, opening));
    }
  }

  private void add(DiscoveryCircle circle) {
    circles.put(circle.id(), circle);
  }

  /** By their unique name. */
  SortedMap<String, DiscoveryCircle> byId() {
    return Collections.unmodifiableSortedMap(circles);
  }

  /** The clusters of each group, in the order in which groups are written. */
  Map<String, List<Cluster>> groups() {
    return Collections.unmodifiableMap(groups);
  }

  /**
   * What each circle sees: those that share a group with it, found by group and not by trying every
   * pair.
   */
  Map<String, List<DiscoveryCircle>> inSight() {
    Map<String, List<DiscoveryCircle>> inSight = new TreeMap<>();
    Map<String, List<DiscoveryCircle>> byGroup = new TreeMap<>();
    for (DiscoveryCircle circle : circles.values()) {
      for (String group : circle.groups()) {
        byGroup.computeIfAbsent(group, key -> new ArrayList<>()).add(circle);
      }
    }
    for (DiscoveryCircle circle : circles.values()) {
      SortedMap<String, DiscoveryCircle> seen = new TreeMap<>();
      seen.put(circle.id(), circle);
      for (String group : circle.groups()) {
        byGroup.get(group).forEach(other -> seen.put(other.id(), other));
      }
      inSight.put(circle.id(), List.copyOf(seen.values()));
    }
    return inSight;
  }
}
