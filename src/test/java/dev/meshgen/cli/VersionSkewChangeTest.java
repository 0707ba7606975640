package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies keep their version until their Pods restart; the tree says which that is. */
@ParameterizedClass
@EnumSource
final class VersionSkewChangeTest {
  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        istio: {%s}
        trust: {root: {key: ecdsa-p256}}
        secrets:
          sops:
            age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
            root: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}
        delivery: {%s}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: east}
      spec: {eastWest: {address: 10.0.0.9}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: edge}
      spec: {controlPlane: {role: remote, primaries: [east]}}
      """;

  private static final String FLUX = "flux: {sourceRef: {name: platform}}";
  private static final String ARGO = "argocd: {repoURL: \"https://git.example/platform.git\"}";

  @Parameter LockFormat format;
  @TempDir private Path folder;

  private Run render(String istio, String delivery, String... more) {
    Workspace workspace = new Workspace(folder).write("mesh.yaml", SPEC.formatted(istio, delivery));
    String[] arguments = new String[3 + more.length];
    arguments[0] = "render";
    arguments[1] = "-o";
    arguments[2] = "rendered";
    System.arraycopy(more, 0, arguments, 3, more.length);
    Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    format.leaveIn(workspace);
    return run;
  }

  @ParameterizedTest
  @CsvSource({
    "flux, charts: https://blob.istio.io/istio-release/charts",
    "flux, dnsCapture: true",
    "argocd, dnsCapture: true",
    "argocd, install: sail",
    "flux, install: sail",
  })
  void anUpgradeOverAMinorIsAWarningWhateverInstallsIt(String engine, String setting) {
    String delivery = engine.equals("flux") ? FLUX : ARGO;
    assertThat(render("version: 1.28.10, " + setting, delivery).err()).doesNotContain("MG1304");
    Run jump = render("version: 1.30.5, " + setting, delivery, "--dry-run");
    assertThat(jump.err())
        .contains("MG1304", "\"east\" changes from 1.28.10 to 1.30.5", "upgrade plan --to 1.30.5")
        .doesNotContain("\"edge\" goes");
    assertThat(render("version: 1.29.8, " + setting, delivery).err()).doesNotContain("MG1304");
    assertThat(render("version: 1.30.5, " + setting, delivery).err()).doesNotContain("MG1304");
    assertThat(render("version: 1.30.5, " + setting, delivery).err()).doesNotContain("MG130");
  }

  @Test
  void aRevertLeavesProxiesAheadOfTheirIstiod() {
    render("version: 1.31.1", FLUX);
    assertThat(render("version: 1.31.0", FLUX).err()).doesNotContain("MG1305");
    assertThat(render("version: 1.30.5", FLUX).err())
        .contains("MG1305", "\"east\" changes from 1.31.0 to 1.30.5", "restart the Pods");
  }

  @Test
  void aRevisionOfItsOwnReplacesNoOther() {
    render("version: 1.29.8, revision: old", FLUX);
    assertThat(
            render("version: 1.29.8, revision: old, canary: {version: 1.30.5, revision: new}", FLUX)
                .err())
        .doesNotContain("MG130");
    assertThat(render("version: 1.31.1, revision: old", FLUX).err())
        .contains("MG1304", "from 1.29.8 to 1.31.1");
  }

  @Test
  void aVersionOfTheRepositoryIsNoneOfIstio() {
    String tagged = ARGO.replace("git\"}", "git\", revision: \"1.28.0\"}");
    render("version: 1.31.1, install: sail", tagged);
    assertThat(render("version: 1.31.1, install: sail", tagged.replace("1.28.0", "1.31.0")).err())
        .doesNotContain("MG130");
  }

  @ParameterizedTest
  @ValueSource(strings = {FLUX, ARGO})
  void anIstiodOutsideOfTheMeshIsNamedOnce(String delivery) throws IOException {
    Path example = Path.of("examples/external-control-plane/mesh.yaml");
    String spec = Files.readString(example);
    String engine = spec.substring(spec.indexOf("  delivery:"), spec.indexOf("---"));
    Workspace workspace = new Workspace(folder);
    for (String version : List.of("1.29.9", "1.31.1")) {
      String text = spec.replace(engine, "  delivery: {" + delivery + "}\n");
      workspace.write(
          "mesh.yaml", text.replaceFirst("version: 1\\.[0-9.]+", "version: " + version));
      Run run = workspace.run("render", "-o", "rendered");
      assertThat(run.code()).as(run.err()).isZero();
      format.leaveIn(workspace);
      assertThat(run.err().split("warning\\[MG1304", -1)).hasSize(version.equals("1.31.1") ? 2 : 1);
    }
  }
}
