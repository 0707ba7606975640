package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cidr;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The cross-network listener passes TLS through to the workload, so nothing at the gateway refuses
 * anybody: whoever reaches it reaches the TLS stack of every exposed workload.
 */
final class ExposureNeedsSourceRanges implements Rule {

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    Gateways gateways = Gateways.of(mesh);
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.eastWest().exposure() == Exposure.INTERNET && gateways.runs(cluster)) {
        check(cluster, report);
      }
    }
  }

  private static void check(Cluster cluster, Report report) {
    if (cluster.eastWest().sourceRanges().isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.GATEWAY_OPEN,
                  cluster.origins().at("eastWest", "exposure"),
                  "the east-west gateway faces the internet without \"sourceRanges\"")
              .expecting("the ranges from which the other networks' traffic comes")
              .hinting("add eastWest.sourceRanges, usually the other networks' NAT addresses"));
    }
    for (Located<String> range : cluster.eastWest().sourceRanges()) {
      Optional<Cidr> cidr = Cidr.parse(range.value());
      if (cidr.isPresent() && isEverybody(cidr.get())) {
        report.add(
            Diagnostic.of(
                    Code.GATEWAY_OPEN,
                    range.at(),
                    "\"" + range.value() + "\" lets the whole internet reach the east-west gateway")
                .expecting("the ranges from which the other networks' traffic comes"));
      }
    }
  }

  static boolean isEverybody(Cidr cidr) {
    int bits = cidr.family() == 4 ? 32 : 128;
    return cidr.last().equals(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE))
        && cidr.first().signum() == 0;
  }
}
