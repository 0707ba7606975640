package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.testing.AccountToken;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of meshgen that the migration guide shows, with the spec that it shows. */
final class MigrationTest {
  private static final Pattern COMMAND =
      Pattern.compile(
          "^(?:export (\\w+)=(\\S+)|unset (\\w+)|.*?\\bmeshgen ([^|\n]*))$", Pattern.MULTILINE);

  private final Page page = Page.read(Path.of("src/docs/migration.md"));

  @TempDir private Path folder;

  private Workspace workspace;
  private String root;
  private final Map<String, String> cacerts = new HashMap<>();
  private String printed = "";

  @BeforeEach
  void start() {
    workspace = new Workspace(folder);
  }

  @Test
  void leadsFromAMeshThatRunsToATreeThatChecks() throws Exception {
    makeCertificates();
    run(page.between("## 2. Create the identities", "### With a new root"));
    run(page.between("## 5. Add the credentials", "## 6. Read the diff"));

    assertThat(workspace.read("mesh/rendered/trust/root-cert.pem")).endsWith(root);
    assertThat(workspace.run("render", "--check", "-f", "mesh", "-o", "mesh/rendered").code())
        .isZero();
    assertThat(workspace.read("mesh/rendered/README.md"))
        .doesNotContain("credential add")
        .contains("Argo CD");
  }

  @Test
  void startsWithANewRootWhereThereIsNone() throws Exception {
    run(page.between("## 2. Create the identities", "## 4. Trust"));
    generate();
    workspace.holding("mesh/keys/root.agekey");
    run(page.between("### With a new root", "## 5. Add the credentials"));
    assertThat(workspace.exists("mesh/rendered/trust/root-ca.sops.yaml")).isTrue();
  }

  @Test
  void namesTheObjectsThatTheTreeHas() throws Exception {
    run(page.between("## 2. Create the identities", "## 4. Trust"));
    generate();
    assertThat(workspace.run("render", "-f", "mesh", "-o", "mesh/rendered").code()).isZero();
    String tree = String.join("\n", workspace.tree("mesh/rendered").values());
    assertThat(tree)
        .contains(
            "releaseName: istio-base\n",
            "releaseName: istiod\n",
            "releaseName: istio-eastwestgateway\n",
            "name: mesh1-cluster1\n",
            "name: cacerts\n",
            "name: cross-network-gateway\n",
            "name: meshgen-reader-istio-remote-secret-token\n",
            "mode: PERMISSIVE\n");
  }

  /** Runs a part of the page line by line, and compares with what it says is printed. */
  private void run(String part) throws Exception {
    for (Page.Block block : Page.blocks(part)) {
      if (block.language().equals("sh")) {
        runBlock(block.text().replace("\\\n", " "));
      } else if (block.language().equals("text")) {
        Printed.check(printed, block.text());
      }
    }
    for (String command : inline(part)) {
      execute(command);
    }
  }

  private void runBlock(String text) throws Exception {
    printed = "";
    var commands = COMMAND.matcher(text);
    while (commands.find()) {
      if (commands.group(1) != null) {
        workspace.with(commands.group(1), folder.resolve(commands.group(2)).toString());
      } else if (commands.group(3) != null) {
        workspace.without(commands.group(3));
      } else {
        execute(commands.group(4));
      }
    }
  }

  private static List<String> inline(String part) {
    return Pattern.compile("`meshgen (render[^`]*)`")
        .matcher(part)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private void execute(String command) throws Exception {
    Workspace.Run run = workspace.runWith(input(command), command.strip().split("\\s+"));
    assertThat(run.code()).as(command + "\n" + run.err()).isZero();
    printed += run.err();
    if (command.startsWith("init")) {
      writeSpec();
    }
  }

  /** What is piped into it. */
  private String input(String command) {
    return cacerts.entrySet().stream()
        .filter(each -> command.startsWith("trust import " + each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> AccountToken.lasting().secret());
  }

  /** The spec of the page, with the recipients that {@code init} made. */
  private void writeSpec() {
    List<String> made =
        Pattern.compile("age1[a-z0-9]+")
            .matcher(workspace.read("mesh/mesh.yaml"))
            .results()
            .map(found -> found.group())
            .toList();
    String spec =
        Page.blocks(page.between("## 3. Write the spec", "### The load balancer")).get(0).text();
    workspace.write(
        "mesh/mesh.yaml",
        spec.replace("CLUSTERS_RECIPIENT", made.get(0)).replace("ROOT_RECIPIENT", made.get(1)));
  }

  /** What the guide's Makefile has made, one size smaller. */
  private void makeCertificates() {
    ForeignCa ca =
        ForeignCa.of("O=Istio,CN=Root CA", ForeignCa.rsa(2048), Workspace.NOW).selfSigned();
    root = ca.pem();
    workspace.write("root-cert.pem", ca.pem()).write("root-key.pem", ca.pkcs1());
    for (String cluster : List.of("cluster1", "cluster2")) {
      ForeignCa signer =
          ForeignCa.of(
                  "O=Istio,CN=Intermediate CA,L=" + cluster, ForeignCa.rsa(2048), Workspace.NOW)
              .pathLength(0)
              .issuedBy(ca);
      cacerts.put(
          cluster,
          "kind: Secret\nstringData:\n"
              + entry("ca-cert.pem", signer.pem())
              + entry("ca-key.pem", signer.pkcs1())
              + entry("cert-chain.pem", signer.pem() + ca.pem())
              + entry("root-cert.pem", ca.pem()));
    }
  }

  private static String entry(String name, String text) {
    return "  " + name + ": |\n" + text.indent(4);
  }

  private void generate() {
    workspace.replace("mesh/mesh.yaml", "files: {}", "generated: {}");
  }
}
