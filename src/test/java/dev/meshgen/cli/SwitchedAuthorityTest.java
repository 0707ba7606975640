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
 * to Vault and away from it are in {@code AnyVaultSwitchTest}.
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

  /** Writes the authority into the spec, instead of what is there. */
  private static void name(Workspace workspace, String kind) {
    String authority =
        switch (kind) {
          case "certManager" -> "certManager: {issuer: {name: mesh-root}}";
          case "tls" -> "external: {layout: tls}";
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
    "generated, caAddress",
    "generated, signer",
    "files, certManager",
    "files, external",
    "files, caAddress",
    "files, signer",
    "csr, certManager",
    "csr, external",
    "csr, caAddress",
    "csr, signer"
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
    "certManager, caAddress",
    "certManager, signer",
    "external, certManager",
    "external, caAddress",
    "external, signer",
    "external, tls",
    "tls, external",
    "caAddress, certManager",
    "caAddress, external",
    "caAddress, signer",
    "signer, certManager",
    "signer, external",
    "signer, caAddress"
  })
  void fromOneElsewhereToAnother(String before, String after) {
    Workspace workspace = rendered(before);
    name(workspace, after);

    succeeds(workspace);
  }

  /** What clusters run with is imported; until then the tree stays as it is. */
  @ParameterizedTest
  @CsvSource({"certManager", "external", "caAddress", "signer"})
  void importedIntoTheTree(String before) {
    Workspace workspace = rendered(before);
    SortedMap<String, String> old = workspace.tree("rendered");
    name(workspace, "files");
    Run waits = workspace.run("render");
    assertThat(waits.err()).contains("error[MG1052]");
    assertThat(workspace.tree("rendered")).isEqualTo(old);

    writeCacerts(workspace, ImportedMesh.root());
    Run imported = workspace.run("trust", "import", "--cacerts=certs");
    assertThat(imported.code()).as(imported.err()).isZero();

    succeeds(workspace);
  }

  /** Requests go out, and what clusters run with stays until answers are imported. */
  @ParameterizedTest
  @CsvSource({"certManager", "external", "caAddress", "signer"})
  void askedForIntoTheTree(String before) {
    Workspace workspace = rendered(before);
    name(workspace, "csr");
    succeeds(workspace);
    Run asked = workspace.run("trust", "csr");
    assertThat(asked.code()).as(asked.err()).isZero();
    workspace.write("east.pem", answer(workspace, "east").serial(2).issuedBy(ROOT).pem());
    workspace.write(
        "west.pem", answer(workspace, "west").serial(3).issuedBy(ROOT).pem() + ROOT.pem());
    Run imported = workspace.run("trust", "import", "east.pem", "west.pem");
    assertThat(imported.code()).as(imported.err()).isZero();

    succeeds(workspace);

    assertThat(workspace.tree("rendered")).containsKey(CACERTS.formatted("east"));
  }

  private static ForeignCa.Profile answer(Workspace workspace, String cluster) {
    return CsrMesh.answerTo(workspace.read(CsrMesh.REQUEST.formatted(cluster)));
  }

  private static void writeCacerts(Workspace workspace, ForeignCa root) {
    for (String cluster : new String[] {"east", "west"}) {
      ImportedMesh.cacerts(ImportedMesh.signer(cluster, ForeignCa.ec("secp256r1"), root), root)
          .forEach((name, text) -> workspace.write("certs/" + cluster + "/" + name, text));
    }
  }

  /** What leads to another root than that of the mesh is not taken in. */
  @ParameterizedTest
  @CsvSource({"generated", "csr"})
  void importsOfAnotherRootAreRefused(String before) {
    Workspace workspace = rendered(before);
    name(workspace, "files");
    succeeds(workspace);
    SortedMap<String, String> old = workspace.tree("rendered");
    writeCacerts(workspace, ImportedMesh.root());

    Run run = workspace.run("trust", "import", "--cacerts=certs");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1051]", "meshgen trust rotate root distribute");
    assertThat(workspace.tree("rendered")).isEqualTo(old);
  }

  /** The same of answers to requests. */
  @ParameterizedTest
  @CsvSource({"generated", "files"})
  void answersOfAnotherRootAreRefused(String before) {
    Workspace workspace = rendered(before);
    name(workspace, "csr");
    if (before.equals("generated")) {
      removeWhatIsNamed(workspace);
    }
    succeeds(workspace);
    assertThat(workspace.run("trust", "csr", "east").code()).isZero();
    SortedMap<String, String> old = workspace.tree("rendered");
    ForeignCa other = ImportedMesh.root();
    workspace.write("east.pem", answer(workspace, "east").issuedBy(other).pem() + other.pem());

    Run run = workspace.run("trust", "import", "east.pem");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1051]", "meshgen trust rotate root distribute");
    assertThat(workspace.tree("rendered")).isEqualTo(old);
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
    assertThat(run.err()).contains("error[MG1084]", "1 error\n");
    assertThat(workspace.tree("rendered")).isEqualTo(old);
  }
}
