package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A first spec for a key that is there already. */
class InitForKeyTest {
  private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:alias/mesh";
  private static final String FINGERPRINT = "0123456789ABCDEF0123456789ABCDEF01234567";

  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void start() {
    workspace = new Workspace(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "--sops-kms, " + ARN + ", kms, arn: " + ARN,
    "--vault-transit, https://vault.example:8200/v1/transit/keys/mesh, hcVault,"
        + " https://vault.example:8200/v1/transit/keys/mesh",
    "--pgp, " + FINGERPRINT + ", pgp, " + FINGERPRINT,
  })
  void namesItAndIsValid(String option, String value, String field, String item) {
    Workspace.Run run = workspace.run("init", "hub", option, value);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("an identity in hub/keys").doesNotContain("clusters.agekey");
    assertThat(workspace.read("hub/mesh.yaml").replace("\"", ""))
        .contains("      " + field + ":\n        - " + item + "\n")
        .contains("      root:\n        age:\n          - age1");
    assertThat(workspace.exists("hub/keys/root.agekey")).isTrue();
    assertThat(workspace.exists("hub/keys/clusters.agekey")).isFalse();
    Workspace.Run valid = workspace.run("validate", "-f", "hub");
    assertThat(valid.code()).as(valid.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sops-kms | alias/mesh | --sops-kms: the recipient is not an ARN; expected the ARN of a key",
        "--vault-transit | https://vault.example/mesh | not the address of a transit key",
        "--pgp | 01234567 | is a key ID",
        "--pgp | mesh.txt | the file does not hold exactly one public key",
      })
  void refusesWhatIsNoKey(String option, String value, String message) {
    workspace.write("mesh.txt", "nothing");
    Workspace.Run run = workspace.run("init", "hub", option, value);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
    assertThat(workspace.exists("hub")).isFalse();
  }

  @Test
  void namesOneKeyAlone() {
    Workspace.Run run = workspace.run("init", "hub", "--sops-kms", ARN, "--pgp", FINGERPRINT);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("init accepts one key");
  }
}
