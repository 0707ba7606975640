package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.model.Located;
import dev.meshgen.net.Cidr;
import dev.meshgen.net.ReservedRanges;
import dev.meshgen.rules.NameList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether ranges together cover the whole internet. This is an exact union: two halves are as open
 * as {@code 0.0.0.0/0}, and so is everything but the private ranges, since no packet from the
 * internet has a private source.
 */
final class WholeInternet {
  /** A range, and where it was written if the spec says it. */
  private record Range(Cidr cidr, Optional<Located<String>> written) {
    boolean reachesBeyond(Range other) {
      return other == null || cidr.last().compareTo(other.cidr.last()) > 0;
    }
  }

  private WholeInternet() {}

  /**
   * Reports ranges that together let the whole internet reach something.
   *
   * @param what they let it reach
   */
  static List<Diagnostic> found(
      Code code, List<Located<String>> ranges, String what, String expected) {
    List<Diagnostic> found = new ArrayList<>();
    for (int family : new int[] {4, 6}) {
      List<Located<String>> whole = within(ranges, family);
      if (!whole.isEmpty()) {
        String written = NameList.some(whole.stream().map(Located::value).toList());
        String let = whole.size() == 1 ? " allows" : " together allow";
        found.add(
            Diagnostic.of(
                    code, whole.get(0).at(), written + let + " the whole internet to reach " + what)
                .expecting(expected));
      }
    }
    return found;
  }

  /**
   * The smallest set of ranges that covers it, in the order of their addresses; empty if an address
   * is left out.
   *
   * <p>Each step takes, of the ranges that begin at or before the first address not covered yet,
   * the one that reaches furthest. Any other choice covers no more, so it needs no fewer ranges
   * afterwards; and if none reaches that address, no range covers it, since all that begin later
   * leave it out.
   */
  static List<Located<String>> within(List<Located<String>> ranges, int family) {
    List<Range> all = sorted(ranges, family);
    BigInteger end = BigInteger.ONE.shiftLeft(family == 4 ? 32 : 128);
    List<Located<String>> needed = new ArrayList<>();
    BigInteger next = BigInteger.ZERO;
    Range best = null;
    int seen = 0;
    while (next.compareTo(end) < 0) {
      for (; seen < all.size() && all.get(seen).cidr.first().compareTo(next) <= 0; seen++) {
        best = all.get(seen).reachesBeyond(best) ? all.get(seen) : best;
      }
      if (best == null || best.cidr.last().compareTo(next) < 0) {
        return List.of();
      }
      best.written.ifPresent(needed::add);
      next = best.cidr.last().add(BigInteger.ONE);
    }
    return needed;
  }

  private static List<Range> sorted(List<Located<String>> ranges, int family) {
    List<Range> all = new ArrayList<>();
    for (String range : ReservedRanges.NO_SOURCES) {
      all.add(new Range(Cidr.parse(range).orElseThrow(), Optional.empty()));
    }
    for (Located<String> range : ranges) {
      Cidr.parse(range.value()).ifPresent(cidr -> all.add(new Range(cidr, Optional.of(range))));
    }
    all.removeIf(range -> range.cidr.family() != family);
    all.sort(Comparator.comparing(range -> range.cidr.first()));
    return all;
  }
}
