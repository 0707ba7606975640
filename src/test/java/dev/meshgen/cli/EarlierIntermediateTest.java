package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An intermediate whose authority key identifier is not that of its issuer, as an older meshgen
 * sealed it: no peer takes it, but no one has forged it.
 */
class EarlierIntermediateTest {
  private static final String EAST = ImportedMesh.SEALED.formatted("east");

  private static final String REASON = "an authority key identifier that is not that of";

  @TempDir Path folder;

  private final ForeignCa root =
      ForeignCa.of("O=Company,CN=root", ForeignCa.ec("secp256r1"), Workspace.NOW)
          .identifiedAs(1)
          .selfSigned();

  private ImportedMesh mesh;
  private ForeignCa wrong;

  private static ForeignCa.Profile signer(KeyPair keys) {
    return ForeignCa.of("O=Company,CN=east", keys, Workspace.NOW).pathLength(0);
  }

  @BeforeEach
  void takeATreeOver() throws Exception {
    KeyPair keys = ForeignCa.ec("secp256r1");
    wrong = signer(keys).belowIdentified(2).issuedBy(root);
    mesh = ImportedMesh.in(folder);
    mesh.write("east", ImportedMesh.cacerts(signer(keys).issuedBy(root), root));
    mesh.write(
        "west",
        ImportedMesh.cacerts(ImportedMesh.signer("west", ForeignCa.ec("secp256r1"), root), root));
    mesh.imports("--cacerts", "certs");
    Sops.with(mesh.workspace(), TestMesh.CLUSTERS_KEY)
        .hide(
            EAST,
            Map.of("ca-cert.pem", wrong.pem(), "cert-chain.pem", wrong.pem() + root.pem()),
            mesh.mesh().clustersRecipient());
    mesh.workspace().holding(TestMesh.CLUSTERS_KEY);
    Run adopted = mesh.workspace().run("adopt", EAST);
    assertThat(adopted.code()).as(adopted.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void isKeptByRender() {
    Map<String, String> tree = mesh.workspace().tree("rendered");

    Run run = mesh.workspace().run("render", "--verify");

    assertThat(run.err()).contains("verified 2 of 2").doesNotContain(Code.SEALED_FALSE.id());
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(mesh.workspace().tree("rendered")).isEqualTo(tree);
  }

  @Test
  void isFoundByVerify() {
    Run run = mesh.workspace().run("verify", "--deep", "rendered");

    assertThat(run.out() + run.err()).contains(EAST, REASON);
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void isReplacedByRotate() throws Exception {
    mesh.workspace().write("ca.pem", root.pem()).write("ca-key.pem", root.pkcs8());
    mesh.imports("--certificate", "ca.pem", "--key", "ca-key.pem");
    mesh.workspace().holding(TestMesh.ROOT_KEY);

    assertThat(mesh.workspace().run("rotate", "east").code()).isEqualTo(ExitCode.OK);

    assertThat(mesh.sealed("east").get("ca-cert.pem")).isNotEqualTo(wrong.pem());
    mesh.workspace().holding(TestMesh.CLUSTERS_KEY);
    Run verified = mesh.workspace().run("verify", "--deep", "rendered");
    assertThat(verified.out() + verified.err()).doesNotContain(REASON);
  }
}
