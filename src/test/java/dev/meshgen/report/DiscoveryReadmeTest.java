package dev.meshgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.report.DiscoveryReadme.Row;
import dev.meshgen.testing.Plans;
import org.junit.jupiter.api.Test;

/** Who discovers whom, for people. */
final class DiscoveryReadmeTest {
  private static final String GROUPS =
      Plans.MESH
          + "  discovery: {mode: groups, groups: [{name: eu, match: {eu: \"yes\"}},"
          + " {name: us, match: {us: \"yes\"}}]}\n";

  private static String cluster(String name, String labels, String spec) {
    return Plans.cluster(name, spec)
        .replace("{name: " + name + "}", "{name: " + name + ", labels: {" + labels + "}}");
  }

  @Test
  void listsTogetherWhoDiscoversTheSame() {
    assertThat(
            DiscoveryReadme.of(
                    Plans.plan(
                        GROUPS,
                        cluster("alone", "", ""),
                        cluster("both", "eu: \"yes\", us: \"yes\"", ""),
                        cluster("eu-1", "eu: \"yes\"", "eastWest: {address: 10.0.0.9}"),
                        cluster("eu-2", "eu: \"yes\"", "state: draining"),
                        cluster("gone", "eu: \"yes\"", "state: detached"),
                        cluster(
                            "rim",
                            "eu: \"yes\"",
                            "controlPlane: {role: remote, primaries: [eu-1]}"),
                        cluster("us-1", "us: \"yes\"", "")))
                .orElseThrow()
                .rows())
        .containsExactly(
            new Row("eu-1, eu-2", "both, eu-1, rim"),
            new Row("both", "both, eu-1, rim, us-1"),
            new Row("us-1", "both, us-1"));
  }

  @Test
  void saysNothingWhereNoGroupDecides() {
    assertThat(DiscoveryReadme.of(Plans.plan(Plans.MESH, Plans.cluster("one", "")))).isEmpty();
    assertThat(
            DiscoveryReadme.of(
                Plans.plan(Plans.MESH + "  discovery: {mode: none}\n", Plans.cluster("one", ""))))
        .isEmpty();
  }
}
