package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** Draws meshes. */
final class GraphTest {
  @TempDir private Path folder;

  private String draw(String example, String... more) {
    String spec = Path.of("examples", example, "mesh.yaml").toAbsolutePath().toString();
    String[] arguments = Arrays.copyOf(new String[] {"graph", "-f", spec}, 3 + more.length);
    System.arraycopy(more, 0, arguments, 3, more.length);
    Workspace.Run run = new Workspace(folder).run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void asMermaid() {
    assertThat(draw("primary-remote-multi-network"))
        .isEqualTo(
            """
            flowchart LR
              subgraph n_azure["network azure"]
                c_aks_core["aks-core<br/>primary, Istio 1.30.5, aks<br/>east-west gateway, port 15443<br/>discovers 1 cluster"]:::unknown
              end
              subgraph n_site_hamburg["network site-hamburg"]
                c_site_hamburg["site-hamburg<br/>remote, Istio 1.30.5, k3s<br/>east-west gateway, port 15443"]:::unknown
              end
              gateways(["east-west gateways, port 15443"])
              n_azure <--> gateways
              n_site_hamburg <--> gateways
              c_site_hamburg -.->|istiod| c_aks_core
              classDef unknown fill:#f2f2f2,stroke:#8a8a8a,color:#1a1a1a
            """);
  }

  @Test
  void gatewaysAreSaidToHaveAPortOnlyIfItIsThatOfAll() {
    assertThat(draw("gateway-api"))
        .contains(
            "gateways([\"east-west gateways\"])",
            "<br/>east-west gateway, port 443<br/>",
            "<br/>east-west gateway, port 15443<br/>");
  }

  @Test
  void asDot() {
    assertThat(draw("primary-remote-multi-network", "--format", "dot"))
        .startsWith("digraph \"")
        .contains(
            "  subgraph \"cluster network azure\" {\n    label=\"network azure\";\n",
            "  \"site-hamburg\" -> \"aks-core\" [style=dashed, label=\"istiod\"];\n",
            "  \"aks-core\" -> \"east-west gateways\" [dir=both, ltail=\"cluster network"
                + " azure\"];\n")
        .endsWith("}\n");
  }

  @Test
  void asSvg() throws Exception {
    Document svg = parse(draw("primary-remote-multi-network", "--format", "svg"));
    assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).startsWith("mesh ");
    assertThat(svg.getElementsByTagName("g").getLength()).as("clusters").isEqualTo(2);
    assertThat(svg.getElementsByTagName("path").getLength())
        .as("two links, a remote and its place in the legend")
        .isEqualTo(4);
  }

  private static Document parse(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aClusterOutsideOfTheMeshIsInNoNetwork() {
    assertThat(draw("external-control-plane"))
        .containsPattern("(?m)^  c_\\w+\\[\"[\\w-]+<br/>external, ")
        .containsPattern("(?m)^  c_\\w+ -\\.->\\|istiod\\| c_\\w+$");
  }

  /** Colours are those of what is left of each intermediate. */
  @Test
  void whatEndsSoonIsSeen() {
    TestMesh mesh = TestMesh.rendered(folder);
    assertThat(mesh.workspace().run("graph").out())
        .contains("]:::valid", "intermediate: ", " days left", "classDef valid fill:")
        .doesNotContain("unknown");
    Workspace later = mesh.workspace().at(Workspace.NOW.plus(Duration.ofDays(3_000)));
    assertThat(later.run("graph").out()).contains("]:::expired", "intermediate expired");
    assertThat(later.run("graph", "--by", "network", "--format", "dot").out())
        .contains("fillcolor=\"#fde0e0\"");
    assertThat(later.run("graph", "--as-of", "2026-01-16").out()).contains("]:::valid");
  }

  /** Above two dozen clusters, a network is one node, unless asked otherwise. */
  @Test
  void manyClustersAreDrawnTogether() throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.write("mesh.yaml", many(60));
    String networks = workspace.run("graph").out();
    assertThat(networks.lines().filter(line -> line.contains(":::"))).hasSize(6);
    assertThat(networks)
        .contains("c_net_0[\"network net-0<br/>10 clusters<br/>Istio 1.30.5<br/>generic\"]");
    assertThat(workspace.run("graph", "--by", "label=ring").out())
        .contains("[\"ring: 0<br/>20 clusters", "[\"ring: 2<br/>20 clusters");
    assertThat(workspace.run("graph", "--by", "label=none").out())
        .contains("none: without none<br/>60 clusters");
    String all = workspace.run("graph", "--by", "cluster").out();
    assertThat(all.lines().filter(line -> line.contains(":::"))).hasSize(60);
    Document svg = parse(workspace.run("graph", "--by", "cluster", "--format", "svg").out());
    assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(60);
  }

  private static final List<Pattern> MERMAID =
      Stream.of(
              "flowchart LR",
              "  subgraph (?<id>\\w+)\\[\"TEXT\"]",
              " +(?<id>\\w+)\\[\"TEXT\"]:::\\w+",
              "  end",
              "  (?<id>gateways)\\(\\[\"TEXT\"]\\)",
              "  (?<from>\\w+) <--> (?<to>gateways)",
              "  (?<from>\\w+) -\\.->\\|[a-z]+\\| (?<to>\\w+)",
              "  classDef \\w+ fill:#\\w{6},stroke:#\\w{6},color:#\\w{6}")
          .map(line -> line.replace("TEXT", "(?:[^\"<>]|<br/>)+"))
          .map(Pattern::compile)
          .toList();

  /** What Mermaid reads: lines of these forms, and links between nodes that there are. */
  @ParameterizedTest
  @ValueSource(strings = {"cluster", "network", "label=ring"})
  void mermaidHasTheLinesOfItsGrammar(String by) throws IOException {
    Workspace workspace = new Workspace(folder);
    workspace.write("mesh.yaml", many(30).replace("ring: \"1\"", "ring: \"1.x_y-Z\""));
    Set<String> nodes = new TreeSet<>();
    Set<String> linked = new TreeSet<>();
    int open = 0;
    for (String line : workspace.run("graph", "--by", by).out().lines().toList()) {
      Matcher found =
          MERMAID.stream()
              .map(form -> form.matcher(line))
              .filter(Matcher::matches)
              .findFirst()
              .orElseThrow(() -> new AssertionError(line));
      String form = found.pattern().pattern();
      open += line.startsWith("  subgraph") ? 1 : line.equals("  end") ? -1 : 0;
      assertThat(open).isBetween(0, 1);
      if (form.contains("<id>")) {
        assertThat(nodes.add(found.group("id"))).as(line).isTrue();
      } else if (form.contains("<from>")) {
        linked.addAll(List.of(found.group("from"), found.group("to")));
      }
    }
    assertThat(open).isZero();
    assertThat(nodes).hasSizeGreaterThan(2).containsAll(linked);
    assertThat(linked).contains("gateways");
  }

  /** What Graphviz reads: statements with an end, quoted words, links between nodes. */
  @ParameterizedTest
  @ValueSource(strings = {"cluster", "network", "label=ring"})
  void dotHasTheLinesOfItsGrammar(String by) throws IOException {
    Workspace workspace = new Workspace(folder);
    workspace.write("mesh.yaml", many(30));
    String dot = workspace.run("graph", "--by", by, "--format", "dot").out();
    String word = "(?:\\w+|\"(?:[^\"\\\\]|\\\\.)*\")";
    String attribute = word + "=(?:" + word + "|\"[^\"]*\")";
    String list = " \\[" + attribute + "(?:, " + attribute + ")*]";
    String statement = word + "(?: -> " + word + ")?(?:" + list + ")?;|" + attribute + ";";
    assertThat(dot.lines())
        .allMatch(
            line ->
                line.strip()
                    .matches(
                        "digraph W \\{|subgraph W \\{|}|S"
                            .replace("W", word)
                            .replace("S", statement)));
    assertThat(dot.chars().filter(c -> c == '{').count())
        .isEqualTo(dot.chars().filter(c -> c == '}').count());
    List<String> nodes =
        Pattern.compile("(?m)^ +(\"[^\"]+\") \\[(?:label|shape)")
            .matcher(dot)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(nodes).doesNotHaveDuplicates().hasSizeGreaterThan(2);
    assertThat(
            Pattern.compile("(?m)^ +(\"[^\"]+\") -> (\"[^\"]+\")")
                .matcher(dot)
                .results()
                .flatMap(found -> Stream.of(found.group(1), found.group(2))))
        .isNotEmpty()
        .allMatch(nodes::contains);
  }

  private static String many(int count) throws IOException {
    String spec = Files.readString(Path.of("examples/multi-primary-multi-network/mesh.yaml"));
    StringBuilder text = new StringBuilder(spec.substring(0, spec.indexOf("---\n")));
    for (int i = 0; i < count; i++) {
      text.append(
          """
          ---
          apiVersion: meshgen.dev/v1alpha1
          kind: Cluster
          metadata: {name: c-%d, labels: {ring: "%d"}}
          spec:
            network: net-%d
            podCIDRs: [10.%d.0.0/16]
            kubernetes: {version: "1.34", apiServer: "https://c-%d.example:6443"}
          """
              .formatted(i, i % 3, i % 6, i, i));
    }
    return text.toString();
  }

  @Test
  void whatCannotBeDrawnIsSaid() {
    Workspace workspace = new Workspace(folder);
    assertThat(workspace.run("graph").code()).isEqualTo(3);
    workspace.write("mesh.yaml", "apiVersion: meshgen.dev/v1alpha1\nkind: Mesh\n");
    assertThat(workspace.run("graph").code()).isEqualTo(1);
    String spec = Path.of("examples/primary-remote/mesh.yaml").toAbsolutePath().toString();
    Workspace.Run run = workspace.run("graph", "-f", spec, "--by", "moon");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("expected cluster, network or label=KEY");
  }
}
