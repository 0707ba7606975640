package dev.meshgen.render;

import dev.meshgen.delivery.FileView;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.MergedLists;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The two layers of values of a release, as mappings. */
final class OwnValues {
  private final MeshPlan plan;
  private final Templates templates;

  OwnValues(MeshPlan plan, Templates templates) {
    this.plan = plan;
    this.templates = templates;
  }

  /** What the template says. */
  YamlMap of(ClusterPlan cluster, Release release) {
    FileView file = new ReleaseValues(plan).of(cluster, release);
    byte[] text = templates.render(file.template(), file.view()).getBytes(StandardCharsets.UTF_8);
    Report report = new Report();
    YamlMap values = (YamlMap) YamlReader.read(file.template(), text, report).get(0).root();
    if (report.hasErrors()) {
      throw new IllegalStateException(file.template() + ": " + report.diagnostics());
    }
    return values;
  }

  /** What the spec says, with the items of the template in lists that keep them. */
  Optional<YamlMap> overrides(ClusterPlan cluster, Release release) {
    Chart chart = Chart.ofId(release.chart()).orElseThrow();
    return release
        .overrides()
        .map(raw -> MergedLists.keep(chart, release.kind().key(), raw, () -> of(cluster, release)));
  }
}
