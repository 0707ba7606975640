package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.spec.TypedFields;
import java.util.List;
import java.util.Optional;

/** Each cluster has one engine, which the mesh names with what it needs to know. */
final class EngineNamed implements Rule {
  private static final String ENGINE = "engine";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    List<String> engines = mesh.deliveries().stream().map(Delivery::engine).toList();
    for (Cluster cluster : mesh.clusters()) {
      Optional<String> named = named(cluster);
      if (named.isEmpty() && engines.size() > 1) {
        report.add(
            Diagnostic.of(
                    Code.ENGINE_MISSING,
                    cluster.origins().document(),
                    "cluster \"" + cluster.name() + "\" does not name its engine")
                .expecting("delivery: {engine: " + String.join("} or {engine: ", engines) + "}")
                .hinting("set it in clusterDefaults for most clusters"));
      } else if (named.isPresent() && !engines.contains(named.get())) {
        report.add(
            Diagnostic.of(
                    Code.ENGINE_UNKNOWN,
                    at(cluster),
                    "engine \"" + named.get() + "\" is missing in Mesh.spec.delivery")
                .expecting(String.join(" or ", engines))
                .hinting("add delivery." + named.get() + " to the Mesh"));
      }
    }
  }

  private static Optional<String> named(Cluster cluster) {
    return new TypedFields(cluster.origins().root()).in("delivery").text(ENGINE);
  }

  private static Span at(Cluster cluster) {
    return cluster.origins().at("delivery", ENGINE);
  }
}
