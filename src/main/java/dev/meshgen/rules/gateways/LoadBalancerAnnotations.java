package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.WrittenValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.LoadBalancers;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import dev.meshgen.yaml.YamlScalar;
import java.util.List;

/**
 * Fields of the spec decide who reaches a gateway, and where. Otherwise the rules and the table of
 * connections, which read those fields, would be wrong.
 */
final class LoadBalancerAnnotations implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.hasLoadBalancer(cluster)) {
        checkFields(cluster, report);
        checkRaw(cluster, gateways.values(cluster), report);
      }
    }
  }

  private static void checkFields(Cluster cluster, Report report) {
    LoadBalancers balancers = Platforms.loadBalancers(cluster);
    cluster
        .eastWest()
        .loadBalancer()
        .annotations()
        .forEach(
            (key, value) -> {
              Span at = cluster.origins().at("eastWest", "loadBalancer", "annotations", key);
              balancers.decides(key).ifPresent(field -> report.add(decided(at, key, field)));
              balancers
                  .insteadOf(key, value)
                  .ifPresent(values -> report.add(handedOver(cluster, at, key, value, values)));
            });
  }

  /** Where the cloud is the platform, they are refused with all values that meshgen owns. */
  private static void checkRaw(Cluster cluster, WrittenValues values, Report report) {
    LoadBalancers balancers = Platforms.loadBalancers(cluster);
    values
        .entries("service", "annotations")
        .forEach(
            (key, entry) -> {
              String value = entry.value() instanceof YamlScalar scalar ? scalar.text() : "";
              if (Platforms.provider(cluster).isPresent()) {
                balancers
                    .decides(key)
                    .ifPresent(field -> report.add(decided(entry.keySpan(), key, field)));
              }
              balancers
                  .insteadOf(key, value)
                  .ifPresent(
                      others ->
                          report.add(handedOver(cluster, entry.keySpan(), key, value, others)));
            });
  }

  private static Diagnostic decided(Span at, String key, String field) {
    return Diagnostic.of(
            Code.LOAD_BALANCER_ANNOTATION, at, "annotation \"" + key + "\" conflicts with a field")
        .hinting("remove it; eastWest." + field + " sets it");
  }

  private static Diagnostic handedOver(
      Cluster cluster, Span at, String key, String value, List<String> values) {
    return Diagnostic.of(
            Code.LOAD_BALANCER_OTHER,
            at,
            "with \"" + key + ": " + value + "\" eastWest.exposure has no effect")
        .expecting(NameList.some(values))
        .hinting("remove it; meshgen sets it")
        .relating(cluster.origins().at("eastWest", "exposure"), "the exposure of the gateway");
  }
}
