package dev.meshgen.rules.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.Cidr;
import dev.meshgen.rules.FixtureText;
import dev.meshgen.rules.ReadMesh;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sweep against the definition, written down naively: whatever is reported is a conflict, and
 * every range that lies within a larger one it must not touch is reported.
 */
final class CidrOverlapTest {

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void reportsConflictsAndEveryRangeWithinAnother(long seed) {
    ReadMesh read = ReadMesh.of(spec(new Random(seed)));
    Mesh mesh = read.spec().orElseThrow().mesh();
    Set<String> conflicting = new TreeSet<>();
    Set<String> inner = new TreeSet<>();
    for (Cluster one : mesh.clusters()) {
      for (Cluster other : mesh.clusters()) {
        if (one.network().equals(other.network())) {
          boolean same = one == other;
          collect(
              one.addressing().podCidrs(),
              same ? List.of() : other.addressing().podCidrs(),
              conflicting,
              inner);
          collect(
              one.addressing().podCidrs(), other.addressing().serviceCidrs(), conflicting, inner);
        }
      }
    }
    Set<String> reported = new TreeSet<>();
    for (Diagnostic found : read.diagnostics()) {
      Span related = found.related().orElseThrow().at();
      assertThat(conflicting).as("seed %d: %s", seed, found).contains(pair(found.at(), related));
      reported.add(found.at().toString());
      reported.add(related.toString());
    }
    assertThat(reported).as("seed %d", seed).containsAll(inner);
    assertThat(reported.isEmpty()).as("seed %d", seed).isEqualTo(conflicting.isEmpty());
  }

  private static void collect(
      List<Located<String>> some,
      List<Located<String>> others,
      Set<String> conflicting,
      Set<String> inner) {
    for (Located<String> one : some) {
      for (Located<String> other : others) {
        if (cidr(one).overlaps(cidr(other))) {
          conflicting.add(pair(one.at(), other.at()));
          if (size(one).compareTo(size(other)) != 0) {
            inner.add((size(one).compareTo(size(other)) < 0 ? one : other).at().toString());
          }
        }
      }
    }
  }

  private static BigInteger size(Located<String> range) {
    return cidr(range).last().subtract(cidr(range).first());
  }

  private static Cidr cidr(Located<String> range) {
    return Cidr.parse(range.value()).orElseThrow();
  }

  private static String pair(Span one, Span other) {
    return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
  }

  private static String spec(Random random) {
    StringBuilder spec =
        new StringBuilder(
            """
            apiVersion: meshgen.dev/v1alpha1
            kind: Mesh
            metadata: {name: retail}
            spec:
              clusterDefaults: {eastWest: {loadBalancer: {class: example.com/private}}}
              istio: {version: "1.31.1"}
              secrets: {sops: {age: ["${age:clusters}"], root: {age: ["${age:root}"]}}}
              delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
            """);
    int clusters = 2 + random.nextInt(6);
    for (int i = 0; i < clusters; i++) {
      spec.append("---\napiVersion: meshgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: c")
          .append(i)
          .append("}\nspec:\n  network: n")
          .append(random.nextInt(2))
          .append("\n  podCIDRs: ")
          .append(ranges(random))
          .append("\n  serviceCIDRs: ")
          .append(ranges(random))
          .append("\n");
    }
    return new FixtureText(1).fill(spec.toString());
  }

  private static List<String> ranges(Random random) {
    return Stream.generate(() -> range(random)).limit(random.nextInt(4)).distinct().toList();
  }

  private static String range(Random random) {
    int prefix = 18 + random.nextInt(7);
    int third = random.nextInt(256) & (0xff00 >> (prefix - 16)) & 0xff;
    return "10.0." + third + ".0/" + prefix;
  }
}
