package dev.meshgen.rules.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Located;
import dev.meshgen.net.Cidr;
import dev.meshgen.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WholeInternetTest {
  private static final Set<Integer> NOT_PUBLIC = Set.of(0, 10, 127);

  static IntStream seeds() {
    return IntStream.range(0, 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithALookAtEachFirstByte(int seed) {
    Random random = new Random(seed);
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < 6 + random.nextInt(30); i++) {
      int prefix = 1 + random.nextInt(5);
      ranges.add((random.nextInt(1 << prefix) << (8 - prefix)) + ".0.0.0/" + prefix);
    }
    List<String> found = found(ranges, 4);
    assertThat(found.isEmpty()).isNotEqualTo(covers(ranges));
    for (String needed : found) {
      assertThat(covers(found.stream().filter(one -> !one.equals(needed)).toList())).isFalse();
    }
    assertThat(found(ranges, 6)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::/0",
        "2000::/3",
        "2000::/4 3000::/4",
        "::/1",
        "1.0.0.0/8 2.0.0.0/7 4.0.0.0/6 8.0.0.0/7 11.0.0.0/8 12.0.0.0/6 16.0.0.0/4 32.0.0.0/3"
            + " 64.0.0.0/2 128.0.0.0/3 160.0.0.0/5 168.0.0.0/6 172.0.0.0/12 172.32.0.0/11"
            + " 172.64.0.0/10 172.128.0.0/9 173.0.0.0/8 174.0.0.0/7 176.0.0.0/4 192.0.0.0/9"
            + " 192.128.0.0/11 192.160.0.0/13 192.169.0.0/16 192.170.0.0/15 192.172.0.0/14"
            + " 192.176.0.0/12 192.192.0.0/10 193.0.0.0/8 194.0.0.0/7 196.0.0.0/6 200.0.0.0/5"
            + " 208.0.0.0/4",
      })
  void needsEveryPart(String parts) {
    List<String> ranges = List.of(parts.split(" "));
    int family = parts.contains(":") ? 6 : 4;
    assertThat(found(ranges, family)).containsExactlyInAnyOrderElementsOf(ranges);
    for (String dropped : ranges) {
      assertThat(found(ranges.stream().filter(one -> !one.equals(dropped)).toList(), family))
          .as("without %s", dropped)
          .isEmpty();
    }
  }

  private static boolean covers(List<String> ranges) {
    return IntStream.range(0, 224)
        .filter(first -> !NOT_PUBLIC.contains(first))
        .mapToObj(first -> IpAddress.parse(first + ".0.0.0").orElseThrow())
        .allMatch(
            address ->
                ranges.stream().anyMatch(one -> Cidr.parse(one).orElseThrow().contains(address)));
  }

  private static List<String> found(List<String> ranges, int family) {
    return WholeInternet.within(
            ranges.stream().map(one -> new Located<>(one, Span.of("mesh.yaml"))).toList(), family)
        .stream()
        .map(Located::value)
        .toList();
  }
}
