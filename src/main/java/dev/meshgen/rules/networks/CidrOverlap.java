package dev.meshgen.rules.networks;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.Cidr;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Within one network a Pod is reached by its address. So Pods of two clusters must not share one,
 * and no Pod may have an address that a cluster of the network uses for a Service: there the packet
 * would never leave. Service addresses never leave their cluster, so they may overlap each other,
 * and between networks only gateways are addressed.
 *
 * <p>One sweep over the ranges, sorted by where they begin. A range overlaps an earlier one exactly
 * if the one that reaches furthest of those reaches into it, so only the furthest is remembered, of
 * each kind that may conflict. A range is reported against one that it overlaps, not against each:
 * a thousand copies of one range need a thousand lines, not half a million.
 */
final class CidrOverlap implements Rule {
  private record Range(Cidr cidr, Span at, String cluster, boolean pods) {
    /** By start, the longer first. */
    private static final Comparator<Range> SWEEPING =
        Comparator.comparingInt((Range range) -> range.cidr.family())
            .thenComparing(range -> range.cidr.first())
            .thenComparing(range -> range.cidr.last(), Comparator.reverseOrder())
            .thenComparing(Range::at)
            .thenComparing(Range::cluster);

    boolean reachesBeyond(Range other) {
      return other == null
          || other.cidr.family() != cidr.family()
          || cidr.last().compareTo(other.cidr.last()) > 0;
    }
  }

  /**
   * Of the pod ranges so far, the one that reaches furthest, and the furthest of the other
   * clusters: a cluster's own pod ranges do not conflict with each other.
   */
  private static final class Furthest {
    private Range range;
    private Range other;

    Range besides(String cluster) {
      return range != null && range.cluster.equals(cluster) ? other : range;
    }

    void add(Range next) {
      boolean same = range != null && range.cluster.equals(next.cluster);
      if (next.reachesBeyond(range)) {
        other = same ? other : range;
        range = next;
      } else if (!same && next.reachesBeyond(other)) {
        other = next;
      }
    }
  }

  /** The two places of a conflict: reported once, however many clusters inherit them. */
  private record Pair(Span one, Span other) {}

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<String, List<Range>> byNetwork = new TreeMap<>();
    for (Cluster cluster : context.topology().members()) {
      List<Range> ranges = byNetwork.computeIfAbsent(cluster.network(), n -> new ArrayList<>());
      collect(cluster.addressing().podCidrs(), cluster, true, ranges);
      collect(cluster.addressing().serviceCidrs(), cluster, false, ranges);
    }
    Set<Pair> reported = new HashSet<>();
    byNetwork.forEach(
        (network, ranges) -> {
          ranges.sort(Range.SWEEPING);
          sweep(network, ranges, reported, report);
        });
  }

  private static void collect(
      List<Located<String>> written, Cluster cluster, boolean pods, List<Range> ranges) {
    for (Located<String> range : written) {
      Optional<Cidr> cidr = Cidr.parse(range.value());
      cidr.ifPresent(value -> ranges.add(new Range(value, range.at(), cluster.name(), pods)));
    }
  }

  private static void sweep(String network, List<Range> ranges, Set<Pair> reported, Report report) {
    Furthest pods = new Furthest();
    Range services = null;
    for (Range range : ranges) {
      if (range.pods) {
        conflict(network, range, pods.besides(range.cluster), reported, report);
        conflict(network, range, services, reported, report);
        pods.add(range);
      } else {
        conflict(network, range, pods.range, reported, report);
        services = range.reachesBeyond(services) ? range : services;
      }
    }
  }

  private static void conflict(
      String network, Range range, Range before, Set<Pair> reported, Report report) {
    if (before == null || !range.cidr.overlaps(before.cidr)) {
      return;
    }
    boolean inOrder = before.at.compareTo(range.at) <= 0;
    Range first = inOrder ? before : range;
    Range second = inOrder ? range : before;
    if (reported.add(new Pair(first.at, second.at))) {
      report.add(
          Diagnostic.of(Code.CIDR_OVERLAP, second.at, named(second) + " overlaps " + named(first))
              .expecting("pod ranges not used elsewhere in network \"" + network + "\"")
              .hinting(way(first, second))
              .relating(first.at, named(first)));
    }
  }

  private static String way(Range first, Range second) {
    return first.cluster.equals(second.cluster)
        ? "write the ranges from the creation of the cluster; its Pods and Services share none"
        : "set separate networks for clusters whose Pods do not reach each other directly";
  }

  private static String named(Range range) {
    return (range.pods ? "pod" : "service")
        + " range \""
        + range.cidr.text()
        + "\" of cluster \""
        + range.cluster
        + "\"";
  }
}
