package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.MeshgenRun;
import dev.meshgen.seal.sops.age.AgeIdentity;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sops changed, meshgen takes as it is now, and only that. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class AdoptToolsTest {
  private static final String CACERTS = "clusters/no/trust/cacerts.sops.yaml";
  private static final String REMOTE = "discovery/no.sops.yaml";
  private static final String ROOT = "trust/root-ca.sops.yaml";

  @ParameterizedTest
  @ValueSource(strings = {CACERTS, REMOTE, ROOT})
  void aNewDataKey(String path, Renderings renderings) throws IOException {
    Rendering rendering = renderings.fresh(variant());
    byte[] before = read(rendering, path);
    sops(rendering, "rotate", "--in-place", path);
    assertThat(read(rendering, path)).isNotEqualTo(before);
    adopts(rendering, path);
  }

  /** The recipients are taken away and given back, each time by the rules. */
  @ParameterizedTest
  @ValueSource(strings = {CACERTS, REMOTE, ROOT})
  void updatedKeys(String path, Renderings renderings) throws IOException {
    Rendering rendering = renderings.fresh(variant());
    byte[] before = read(rendering, path);
    Path rules = rendering.folder().resolve(".sops.yaml");
    String ours = Files.readString(rules);
    String operator = rendering.identities().get("second-root").recipient().toString();
    Files.writeString(rules, "creation_rules: [{age: \"" + operator + "\"}]\n");
    sops(rendering, "updatekeys", "--yes", path);
    Files.writeString(rules, ours);
    sops(rendering, "updatekeys", "--yes", path);
    assertThat(read(rendering, path)).isNotEqualTo(before);
    adopts(rendering, path);
  }

  /** An editor that saves what it was given, in its own layout. */
  @ParameterizedTest
  @ValueSource(strings = {CACERTS, REMOTE, ROOT})
  void anEdit(String path, Renderings renderings) throws IOException {
    Rendering rendering = renderings.fresh(variant());
    Path editor = rendering.spec().resolve("editor");
    Files.writeString(editor, "#!/bin/sh\necho '# looked at' >>\"$1\"\n");
    Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
    byte[] before = read(rendering, path);
    Map<String, String> environment = new TreeMap<>(Sealed.keys(rendering));
    environment.put("EDITOR", editor.toString());
    Tool.SOPS.in(rendering.folder(), environment, "edit", path).succeeded();
    assertThat(read(rendering, path)).isNotEqualTo(before);
    adopts(rendering, path);
  }

  @ParameterizedTest
  @ValueSource(strings = {CACERTS, REMOTE, ROOT})
  void notANewRecipientThatTheSpecDoesNotName(String path, Renderings renderings) {
    Rendering rendering = renderings.fresh(variant());
    String stranger = AgeIdentity.generate(new SecureRandom()).recipient().toString();
    sops(rendering, "rotate", "--in-place", "--add-age", stranger, path);
    MeshgenRun run = meshgen(rendering, "adopt", path, "-f", "mesh", "-o", "rendered");
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.err())
        .contains("its recipients differ from the spec: it is sealed for " + stranger);
  }

  private static Variant variant() {
    return Variants.all().stream()
        .filter(each -> each.name().equals("other-names-argocd"))
        .findFirst()
        .orElseThrow();
  }

  private static void sops(Rendering rendering, String... arguments) {
    Tool.SOPS.in(rendering.folder(), Sealed.keys(rendering), arguments).succeeded();
  }

  private static void adopts(Rendering rendering, String path) {
    assertThat(meshgen(rendering, "render", "--check", "-f", "mesh", "-o", "rendered").code())
        .isNotZero();
    MeshgenRun adopted = meshgen(rendering, "adopt", path, "-f", "mesh", "-o", "rendered");
    assertThat(adopted.code()).as(adopted.err()).isZero();
    MeshgenRun check =
        MeshgenRun.in(
            rendering.spec(), Map.of(), "", "render", "--check", "-f", "mesh", "-o", "rendered");
    assertThat(check.code()).as(check.out() + check.err()).isZero();
    new Sealed(rendering, path).opened();
  }

  private static MeshgenRun meshgen(Rendering rendering, String... arguments) {
    return MeshgenRun.in(rendering.spec(), Sealed.keys(rendering), "", arguments);
  }

  private static byte[] read(Rendering rendering, String path) throws IOException {
    return Files.readAllBytes(rendering.folder().resolve(path));
  }
}
