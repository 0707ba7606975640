package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.GitFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.approvaltests.Approvals;
import org.approvaltests.core.Options;
import org.approvaltests.reporters.QuietReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A comparison as a page. */
final class HtmlDiffTest {
  private static final String OPENED =
      "  eastWest: {exposure: internet, sourceRanges: [0.0.0.0/0]}\n";

  @TempDir private Path folder;

  private static void approve(String page) {
    Approvals.verify(
        page, new Options().withReporter(new QuietReporter()).forFile().withExtension(".html"));
  }

  private static String page(Workspace workspace, String... arguments) {
    List<String> words = new ArrayList<>(List.of("diff"));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--format", "html"));
    Workspace.Run run = workspace.run(words.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  /** Whatever names it quotes, a page is well-formed XML too, which this parser insists on. */
  private static Document parse(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document page, String name, String style) {
    NodeList all = page.getElementsByTagName(name);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (List.of(element.getAttribute("class").split(" ")).contains(style)) {
        found.add(element);
      }
    }
    return found;
  }

  private Workspace spec() {
    Workspace workspace = new Workspace(folder);
    Workspace.copy(
        Path.of("examples/multi-primary-multi-network/mesh.yaml").toAbsolutePath(),
        folder.resolve("mesh.yaml"));
    GitFolder.in(folder).commit("first");
    return workspace;
  }

  /** What has no key in it is the same in every run, so the page is as well. */
  @Test
  void anOpenedGateway() {
    Workspace workspace = spec();
    workspace.replace("mesh.yaml", "  platform: eks\n", "  platform: eks\n" + OPENED);
    workspace.replace(
        "mesh.yaml",
        "  trustDomain: retail.example\n",
        "  trustDomain: retail.example\n  security: {mtls: permissive}\n");
    String page = page(workspace, "--spec");
    assertThat(page(workspace, "--spec")).isEqualTo(page);
    approve(page);
  }

  /** Three dozen clusters, of which some are upgraded, one comes and one goes. */
  @Test
  void aRingThatIsUpgradedWhileAClusterComesAndAnotherGoes() throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.write("mesh.yaml", many(0, 36, ""));
    GitFolder.in(folder).commit("first");
    workspace.write("mesh.yaml", many(1, 37, "1.31.1"));
    String page = page(workspace, "--spec");
    assertThat(elements(parse(page), "svg", "mesh")).hasSize(2);
    approve(page);
  }

  private static String many(int first, int end, String canary) throws IOException {
    String spec = Files.readString(Path.of("examples/multi-primary-multi-network/mesh.yaml"));
    StringBuilder text = new StringBuilder(spec.substring(0, spec.indexOf("---\n")));
    for (int i = first; i < end; i++) {
      text.append(
          """
          ---
          apiVersion: meshgen.dev/v1alpha1
          kind: Cluster
          metadata: {name: c-%02d}
          spec:
            network: net-%d
            podCIDRs: [10.%d.0.0/16]
            kubernetes: {version: "1.34", apiServer: "https://c-%02d.example:6443"}
          """
              .formatted(i, i == 36 ? 1 : i % 4, i, i));
      text.append(canary.isEmpty() || i % 4 != 2 ? "" : "  istio: {version: \"" + canary + "\"}\n");
    }
    return text.toString();
  }

  /** Trees without their specs: no picture, but what is left of their certificates. */
  @Test
  void anIntermediateThatIsIssuedAgain() {
    Workspace workspace = trees();
    String lock = "after/clusters/eks-us-east/meshgen.lock";
    workspace.replace(lock, "ab".repeat(32), "cd".repeat(32));
    workspace.replace(lock, "generation: 1", "generation: 2");
    workspace.replace(lock, "notAfter: \"2027-01-15", "notAfter: \"2027-03-01");
    workspace.replace(
        "after/clusters/eks-us-east/values/istiod.yaml", "autoscaleMin: 2", "autoscaleMin: 3");
    approve(page(workspace, "before", "after", "--as-of", "2026-11-20"));
  }

  private Workspace trees() {
    Workspace workspace = new Workspace(folder);
    for (String side : List.of("before", "after")) {
      Workspace.copy(
          Path.of("golden/multi-primary-multi-network").toAbsolutePath(), folder.resolve(side));
      for (String name : List.of("trust", "clusters/eks-us-east", "clusters/aks-westeurope")) {
        String lock = side + "/" + name + "/meshgen.lock";
        if (workspace.exists(lock)) {
          workspace.replace(lock, "\"masked\"", "\"" + "ab".repeat(32) + "\"");
        }
      }
    }
    return workspace;
  }

  /** The page and the JSON of one comparison have the same changes in the same clusters. */
  @Test
  void noChangeAndNoClusterIsLost() throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.write("mesh.yaml", many(0, 36, ""));
    GitFolder.in(folder).commit("first");
    workspace.write("mesh.yaml", many(1, 37, "1.31.1") + "  eastWest: {exposure: internet}\n");
    Document page = parse(page(workspace, "--spec"));
    JsonNode json =
        JsonMapper.shared().readTree(workspace.run("diff", "--spec", "--format", "json").out());
    List<Element> changes = elements(page, "li", "change");
    assertThat(changes).hasSameSizeAs(json.get("changes"));
    List<String> all = names(elements(page, "ol", "set").get(0));
    Map<String, SortedSet<String>> sets = sets(page, all);
    int fields = 0;
    for (int i = 0; i < changes.size(); i++) {
      JsonNode change = json.get("changes").get(i);
      Element shown = changes.get(i);
      assertThat(shown.getAttribute("data-weight")).isEqualTo(change.get("weight").asString());
      assertThat(shown.getAttribute("data-topic")).isEqualTo(change.get("topic").asString());
      SortedSet<String> clusters = new TreeSet<>();
      change.get("clusters").forEach(name -> clusters.add(name.asString()));
      assertThat(members(shown.getAttribute("data-in"), all)).isEqualTo(clusters);
      NodeList links = shown.getElementsByTagName("a");
      String where = elements(page, "p", "where").get(i).getTextContent();
      if (clusters.size() > 5) {
        String link = ((Element) links.item(0)).getAttribute("href");
        assertThat(sets.get(link.substring(1))).isEqualTo(clusters);
      } else if (!clusters.isEmpty()) {
        assertThat(where + shown.getElementsByTagName("h3").item(0).getTextContent())
            .contains(clusters);
      }
      assertThat(elements(page, "div", "finding").stream().filter(each -> isIn(each, shown)))
          .hasSameSizeAs(change.get("findings"));
      fields += change.get("fields").size();
    }
    assertThat(
            List.of("added", "removed", "changed", "moved").stream()
                .mapToInt(verb -> elements(page, "li", verb).size())
                .sum())
        .isEqualTo(fields);
  }

  private static boolean isIn(Element element, Element around) {
    return element.getParentNode() == around;
  }

  /** What the places of the filter mean. */
  private static SortedSet<String> members(String places, List<String> all) {
    SortedSet<String> members = new TreeSet<>();
    for (String range : places.isEmpty() ? new String[0] : places.split(",")) {
      String[] ends = range.split("-");
      members.addAll(
          all.subList(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1));
    }
    return members;
  }

  private static List<String> names(Element list) {
    List<String> names = new ArrayList<>();
    NodeList items = list.getElementsByTagName("li");
    for (int i = 0; i < items.getLength(); i++) {
      names.add(items.item(i).getTextContent());
    }
    return names;
  }

  /** The members of each set that is listed. */
  private static Map<String, SortedSet<String>> sets(Document page, List<String> all) {
    Map<String, SortedSet<String>> sets = new TreeMap<>();
    sets.put("set-0", new TreeSet<>(all));
    for (Element element : elements(page, "section", "set")) {
      SortedSet<String> members = new TreeSet<>(names(element));
      if (element.getElementsByTagName("h3").item(0).getTextContent().endsWith("all but")) {
        members = new TreeSet<>(all);
        members.removeAll(names(element));
      }
      sets.put(element.getAttribute("id"), members);
    }
    return sets;
  }

  /** Nothing in a tree becomes a part of the page, hides in it or turns its text about. */
  @Test
  void hostileTextsAreShownAsTheyAre() throws Exception {
    Workspace workspace = trees();
    String token = "ghp_" + "a1B2c3D4e5".repeat(3) + "a1B2c3";
    String name = "\"</code><script>alert('x')</script>\\u202Ecod.\\\" onload=\\\"x&amp;\"";
    String file = "clusters/eks-us-east/config/more.yaml";
    String object =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata:\n  \"<b>\": \"%s\"\n";
    workspace.write("before/" + file, object.formatted(name, "{{frame.title}}"));
    workspace.write("after/" + file, object.formatted(name, token + " ' <!-- ]]> \\u0007 é 漢"));
    String page = page(workspace, "before", "after");
    Document parsed = parse(page);
    assertThat(parsed.getElementsByTagName("script").getLength()).isEqualTo(1);
    assertThat(page)
        .doesNotContain(token, "\u202e", "\u0007", "<!-- ]]>", "onload=\"")
        .contains("\\u202E", "&lt;script&gt;alert(&#39;x&#39;)", "{{frame.title}}", "é 漢");
    assertThat(elements(parsed, "li", "change")).hasSize(1);
  }

  /** A page may load nothing, and run and show nothing but what it was written with. */
  @Test
  void thePolicyKnowsItsOwnScriptAndStyleAlone() throws Exception {
    Workspace workspace = trees();
    Document page = parse(page(workspace, "before", "after"));
    String policy = ((Element) page.getElementsByTagName("meta").item(1)).getAttribute("content");
    assertThat(policy)
        .startsWith("default-src 'none'; ")
        .contains("style-src " + hash(page, "style"), "script-src " + hash(page, "script"))
        .doesNotContain("unsafe", "*", "http");
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      assertThat(element.hasAttribute("style")).isFalse();
      for (int j = 0; j < element.getAttributes().getLength(); j++) {
        assertThat(element.getAttributes().item(j).getNodeName()).doesNotStartWith("on");
      }
      for (String link : List.of("src", "href")) {
        assertThat(element.getAttribute(link)).matches("|#.+|data:,");
      }
    }
    assertThat(page.getElementsByTagName("h3").getLength()).isZero();
  }

  private static String hash(Document page, String name) throws Exception {
    byte[] text =
        page.getElementsByTagName(name).item(0).getTextContent().getBytes(StandardCharsets.UTF_8);
    return "'sha256-"
        + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text))
        + "'";
  }

  @Test
  void showsTheLinesOfATreeThatLiesInTheOther() {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    workspace.tree("rendered").forEach((path, text) -> workspace.write("old/" + path, text));
    workspace.replace("mesh.yaml", "network: net-east", "network: net-other");
    workspace.run("render");
    workspace.tree("rendered").forEach((path, text) -> workspace.write("old/new/" + path, text));

    assertThat(page(workspace, "old", "old/new"))
        .contains("+    topology.istio.io/network: net-other");
  }

  @Test
  void hasWhatLiesInAFolderWithoutALock() throws Exception {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    workspace.tree("rendered").forEach((path, text) -> workspace.write("old/" + path, text));
    String object = workspace.read("rendered/clusters/east/namespaces/namespace.yaml");
    workspace.write("rendered/clusters/north/config/more.yaml", object);

    String page = page(workspace, "old", "rendered");

    assertThat(elements(parse(page), "li", "change")).hasSize(1);
    assertThat(page).contains("north");
  }
}
