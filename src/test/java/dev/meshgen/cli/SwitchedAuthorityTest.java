package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From each authority to each other below the same root: what the tree holds of certificates stays
 * to the byte where it stays at all, and what would make another root is refused. Those that lead
 * to Vault and away from it are in {@code AnyVaultTest}.
 */
class SwitchedAuthorityTest {
  private static final ForeignCa ROOT = CsrMesh.root();
  private static final String CACERTS = "clusters/%s/trust/cacerts.sops.yaml";
  private static final String ROOT_CERTIFICATE = "trust/root-cert.pem";
  private static final Pattern REMOVED = Pattern.compile("git rm rendered/([^` ]+)");

  @TempDir Path folder;

  private Workspace rendered(String kind) {
    return switch (kind) {
      case "generated" -> TestMesh.rendered(folder).workspace();
      case "files" -> ImportedMesh.below(folder, ROOT).workspace();
      case "csr" -> answered();
      default -> {
        Workspace workspace = TestMesh.in(folder).workspace();
        name(workspace, kind);
        succeeds(workspace);
        yield workspace;
      }
    };
  }

  private Workspace answered() {
    CsrMesh mesh = CsrMesh.requested(folder);
    mesh.write("east.pem", mesh.answer("east").serial(2).issuedBy(ROOT).pem());
    mesh.write("west.pem", mesh.answer("west").serial(3).issuedBy(ROOT).pem() + ROOT.pem());
    mesh.succeeds("trust", "import", "east.pem", "west.pem");
    return mesh.workspace();
  }

  /** Writes the authority into the spec, in the place of what is there. */
  private static void name(Workspace workspace, String kind) {
    String authority =
        switch (kind) {
          case "certManager" -> "certManager: {issuer: {name: mesh-root}}";
          case "caAddress" -> "external: {caAddress: \"istio-csr.cert-manager.svc:443\"}";
          case "signer" -> "external: {signer: clusterissuers.cert-manager.io/mesh-root}";
          default -> kind + ": {}";
        };
    workspace.write(
        "mesh.yaml",
        workspace
            .read("mesh.yaml")
            .replaceAll("(?m)^  trust: \\{authority: .*\n", "")
            .replace("  delivery:\n", "  trust: {authority: {" + authority + "}}\n  delivery:\n"));
  }

  private static void succeeds(Workspace workspace) {
    Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    Run check = workspace.run("render", "--check");
    assertThat(check.code()).as(check.err()).isZero();
  }

  /** Removes the files that the refusal names, as it says. */
  private static void removeWhatIsNamed(Workspace workspace) {
    Run refused = workspace.run("render");
    assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(refused.err()).contains("error[MG1031]");
    String command =
        refused.err().lines().filter(line -> line.contains("git rm")).findFirst().orElseThrow();
    assertThat(REMOVED.matcher(command).find()).isTrue();
    Pattern.compile("rendered/[^` ]+")
        .matcher(command.substring(command.indexOf("git rm")))
        .results()
        .map(MatchResult::group)
        .forEach(workspace::delete);
  }

  /** The tree goes on holding the intermediates of all clusters. */
  @ParameterizedTest
  @CsvSource({"generated, files", "generated, csr", "files, csr", "csr, files"})
  void certificatesStay(String before, String after) {
    Workspace workspace = rendered(before);
    SortedMap<String, String> old = workspace.tree("rendered");
    name(workspace, after);
    if (before.equals("generated") && after.equals("csr")) {
      removeWhatIsNamed(workspace);
    }

    succeeds(workspace);

    SortedMap<String, String> now = workspace.tree("rendered");
    for (String cluster : new String[] {"east", "west"}) {
      String path = CACERTS.formatted(cluster);
      assertThat(now).containsEntry(path, old.get(path));
    }
    assertThat(now).containsEntry(ROOT_CERTIFICATE, old.get(ROOT_CERTIFICATE));
  }

  /** Somebody else fills the Secret from then on, or none is needed. */
  @ParameterizedTest
  @CsvSource({
    "generated, certManager",
    "generated, external",
    "generated, signer",
    "files, certManager",
    "files, external",
    "files, caAddress",
    "csr, certManager",
    "csr, external"
  })
  void keysLeaveTheTree(String before, String after) {
    Workspace workspace = rendered(before);
    name(workspace, after);
    if (before.equals("generated")) {
      removeWhatIsNamed(workspace);
    }

    succeeds(workspace);

    assertThat(workspace.tree("rendered").keySet())
        .noneMatch(path -> path.endsWith("cacerts.sops.yaml") || path.equals(ROOT_CERTIFICATE));
  }

  @ParameterizedTest
  @CsvSource({
    "certManager, external",
    "external, certManager",
    "external, caAddress",
    "external, signer",
    "signer, caAddress",
    "signer, external"
  })
  void fromOneElsewhereToAnother(String before, String after) {
    Workspace workspace = rendered(before);
    name(workspace, after);

    succeeds(workspace);
  }

  /** What clusters run with is imported, or asked for; until then they keep it. */
  @ParameterizedTest
  @CsvSource({"certManager", "external"})
  void intoTheTree(String before) {
    Workspace workspace = rendered(before);
    name(workspace, "csr");
    succeeds(workspace);

    name(workspace, "files");
    assertThat(workspace.run("render").err()).contains("error[MG1052]");
    ForeignCa root = ImportedMesh.root();
    for (String cluster : new String[] {"east", "west"}) {
      ImportedMesh.cacerts(ImportedMesh.signer(cluster, ForeignCa.ec("secp256r1"), root), root)
          .forEach((name, text) -> workspace.write("certs/" + cluster + "/" + name, text));
    }
    Run imported = workspace.run("trust", "import", "--cacerts=certs");
    assertThat(imported.code()).as(imported.err()).isZero();
    succeeds(workspace);
  }

  /** It signs below no root but its own. */
  @ParameterizedTest
  @CsvSource({"files", "csr", "certManager", "external", "caAddress", "signer"})
  void generatedMakesNoSecondRoot(String before) {
    Workspace workspace = rendered(before);
    SortedMap<String, String> old = workspace.tree("rendered");
    name(workspace, "generated");

    Run run = workspace.run("render");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1084]");
    assertThat(workspace.tree("rendered")).isEqualTo(old);
  }
}
