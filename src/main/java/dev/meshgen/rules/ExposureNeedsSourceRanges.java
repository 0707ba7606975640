package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import java.util.List;

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
    checkTogether(cluster.eastWest().sourceRanges(), 4, report);
    checkTogether(cluster.eastWest().sourceRanges(), 6, report);
  }

  private static void checkTogether(List<Located<String>> ranges, int family, Report report) {
    List<Located<String>> whole = WholeInternet.within(ranges, family);
    if (whole.isEmpty()) {
      return;
    }
    List<String> written = whole.stream().map(Located::value).toList();
    String what =
        written.size() == 1 ? Words.some(written) + " lets" : Words.some(written) + " together let";
    Located<String> first = whole.get(0);
    report.add(
        Diagnostic.of(
                Code.GATEWAY_OPEN,
                first.at(),
                what + " the whole internet reach the east-west gateway")
            .expecting("the ranges from which the other networks' traffic comes"));
  }
}
