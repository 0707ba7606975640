package dev.meshgen.docs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.cli.Workspace;
import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.RootRequest;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.testing.ReaderToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
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
  private String printed = "";

  @BeforeEach
  void start() {
    workspace = new Workspace(folder);
  }

  @Test
  void leadsFromARootThatExistsToATreeThatChecks() throws Exception {
    String steps = page.between("## 3. Create the identities", "### Without the root's key");
    run(steps.substring(0, steps.indexOf("## 4. Trust")));
    sealRoot();
    run(steps.substring(steps.indexOf("## 4. Trust")));
    run(page.between("## 5. Add the credentials", "## 6. Read the diff"));

    assertThat(workspace.read("mesh/rendered/trust/root-cert.pem")).endsWith(root);
    assertThat(workspace.run("render", "--check", "-f", "mesh", "-o", "mesh/rendered").code())
        .isZero();
    assertThat(workspace.read("mesh/rendered/README.md"))
        .doesNotContain("credential add")
        .contains("Argo CD");
  }

  @Test
  void startsWithANewRootWhereTheOldOneHasNoKey() throws Exception {
    run(page.between("## 3. Create the identities", "## 4. Trust"));
    workspace.holding("mesh/keys/root.agekey");
    run(page.between("### Without the root's key", "## 5. Add the credentials"));
    assertThat(workspace.exists("mesh/rendered/trust/root-ca.sops.yaml")).isTrue();
  }

  @Test
  void namesTheObjectsThatTheTreeHas() throws Exception {
    run(page.between("## 3. Create the identities", "## 4. Trust"));
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
    Workspace.Run run =
        workspace.runWith(ReaderToken.lasting().secret(), command.strip().split("\\s+"));
    assertThat(run.code()).as(command + "\n" + run.err()).isZero();
    printed += run.err();
    if (command.startsWith("init")) {
      writeSpec();
    }
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
        Page.blocks(page.between("## 2. Write the spec", "### The load balancer")).get(0).text();
    workspace.write(
        "mesh/mesh.yaml",
        spec.replace("CLUSTERS_RECIPIENT", made.get(0))
            .replace("ROOT_RECIPIENT", made.get(1))
            .replace("key: rsa-4096", "key: rsa-2048"));
  }

  /** Stands in for sops: the file that the page has it encrypt. */
  private void sealRoot() throws Exception {
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.fixed(Workspace.NOW, ZoneOffset.UTC);
    String recipient =
        Pattern.compile("root:\\s+age:\\s+- (age1[a-z0-9]+)")
            .matcher(workspace.read("mesh/mesh.yaml"))
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow();
    try (CertificateAuthority authority =
        new CertificateIssuer(random, clock)
            .issueRoot(
                new RootRequest("another-mesh", 1, KeyKind.RSA_2048, Duration.ofDays(3650)))) {
      root = authority.certificatePem();
      SecretManifest manifest =
          SecretManifest.of("meshgen.dev/v1alpha1", "RootCertificateAuthority")
              .name("mesh1")
              .data("root-cert.pem", SecretBytes.ofUtf8(root))
              .data("root-key.pem", authority.privateKeyPem())
              .build();
      byte[] sealed =
          SopsFile.seal(
              manifest,
              List.of(new Recipient("age", recipient)),
              new Sealing(Workspace.NOW, random),
              "");
      Path file = folder.resolve("mesh/rendered/trust/root-ca.sops.yaml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, new String(sealed, ISO_8859_1), ISO_8859_1);
    }
  }
}
