package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where a key service is named and cannot be used; nothing is written then. */
class KeyServiceTest {
  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        istio: {version: "1.31.1"}
        secrets:
          sops:
            age: ["%s"]
            root:
              kms:
              - arn: "arn:aws:kms:eu-west-1:111122223333:alias/root"
                context: {mesh: retail}
              - arn: "arn:aws:kms:us-east-1:111122223333:alias/root"
        delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: east}
      spec: {platform: eks, network: a, kubernetes: {apiServer: "https://east.example:6443"}}
      """;

  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void write() {
    workspace = new Workspace(folder);
    workspace.write("mesh.yaml", SPEC.formatted(workspace.identity("age.txt")));
    workspace.with("PATH", folder.resolve("bin").toString());
  }

  private void sops(String script) throws IOException {
    workspace.write("bin/sops", "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(
        folder.resolve("bin/sops"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String refused(int code) {
    Workspace.Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(workspace.exists("rendered/trust")).isFalse();
    return run.err();
  }

  @Test
  void saysThatSopsIsMissing() {
    assertThat(refused(ExitCode.ENVIRONMENT))
        .contains(
            "mesh.yaml:11:11: error[MG1131]: kms:arn:aws:kms:eu-west-1:111122223333:alias/root"
                + " context.mesh=retail: the recipients need `sops`")
        .contains("expected: `sops` 3.10.0 or newer on the PATH")
        .doesNotContain("us-east-1");
  }

  @Test
  void takesAContextWithACommaForOneKey() {
    workspace.replace("mesh.yaml", "{mesh: retail}", "{mesh: 'retail,billing'}");
    assertThat(workspace.run("validate").err()).doesNotContain("MG0701");
    workspace.replace(
        "mesh.yaml", "alias/root\"", "alias/root,arn:aws:kms:eu-west-1:111122223333:alias/b\"");
    assertThat(workspace.run("validate").err()).contains("MG0701", "is several");
  }

  /** What lies in the current folder is not asked. */
  @Test
  void asksNoSopsOfARelativeFolder() throws IOException {
    sops("echo sops 3.13.2");
    workspace.with("PATH", "bin:.:");
    assertThat(refused(ExitCode.ENVIRONMENT)).contains("MG1131");
  }

  @Test
  void saysThatSopsIsTooOld() throws IOException {
    sops("echo sops 3.9.4");
    assertThat(refused(ExitCode.ENVIRONMENT))
        .contains("error[MG1132]")
        .contains("is 3.9.4, older than 3.10.0");
  }

  @Test
  void saysWhichKeysAreRefusedAndWhy() throws IOException {
    sops(
        """
        case "$1" in --version) echo sops 3.13.2; exit;; esac
        while read -r line; do
          case "$line" in
            *eu-west-1*) echo "AccessDeniedException: no kms:Encrypt" >&2; exit 1;;
          esac
        done <"$2"
        """);
    assertThat(refused(ExitCode.ENVIRONMENT))
        .contains("mesh.yaml:11:11: error[MG1133]")
        .contains("ended with status 1: AccessDeniedException: no kms:Encrypt")
        .contains("mesh.yaml:13:11: error[MG1134]");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:kms:eu-west-1:111122223333:alias/root, arn:aws:kms:eu-west-1:11112222333x:alias/root",
    "arn:aws:kms:eu-west-1:111122223333:alias/root, arn:aws:s3:::bucket",
    "arn:aws:kms:eu-west-1:111122223333:alias/root, 1234abcd-12ab-34cd-56ef-1234567890ab",
    "context: {mesh: retail}, 'role: arn:x'",
  })
  void refusesWhatIsNoKey(String right, String wrong) {
    workspace.replace("mesh.yaml", right, wrong);
    assertThat(refused(ExitCode.PROBLEMS)).contains("mesh.yaml:11:11: error[MG0701]");
  }

  private void nameTransitKey() throws GeneralSecurityException {
    workspace.replace(
        "mesh.yaml",
        """
              kms:
              - arn: "arn:aws:kms:eu-west-1:111122223333:alias/root"
                context: {mesh: retail}
              - arn: "arn:aws:kms:us-east-1:111122223333:alias/root"
        """
            .indent(2),
        """
              hcVault: ["http://127.0.0.1:1/v1/transit/keys/root"]
            transitKeys:
            - {key: "http://127.0.0.1:1/v1/transit/keys/root", file: keys/root.json}
        """
            .indent(2));
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    String pem = Pem.encode("PUBLIC KEY", rsa.generateKeyPair().getPublic().getEncoded());
    workspace.write(
        "keys/root.json",
        """
        {"data": {"name": "root", "type": "rsa-2048", "latest_version": 1,
          "keys": {"1": {"public_key": "%s"}}}}
        """
            .formatted(pem.replace("\n", "\\n")));
  }

  /** Neither sops nor Vault is there. */
  @Test
  void sealsForATransitKeyWithItsPublicHalf() throws Exception {
    nameTransitKey();
    Workspace.Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.read("rendered/trust/root-ca.sops.yaml"))
        .contains("key_name: root")
        .contains("enc: vault:v1:");
    assertThat(workspace.read("rendered/.sops.yaml"))
        .contains("http://127.0.0.1:1/v1/transit/keys/root");
    assertThat(workspace.run("render", "--check").code()).isZero();
    assertThat(workspace.run("verify").code()).isZero();
  }

  @Test
  void mintsNoRootForAFileThatLacksTheKey() throws Exception {
    nameTransitKey();
    workspace.replace("keys/root.json", "\"root\"", "\"other\"");
    assertThat(refused(ExitCode.ENVIRONMENT))
        .contains("mesh.yaml:12:")
        .contains("error[MG1760]: hc_vault:http://127.0.0.1:1/v1/transit/keys/root: ")
        .contains("keys/root.json does not describe the key \"root\"")
        .contains("`vault read -format=json ENGINE/keys/NAME`");
  }

  /** Needs neither sops nor a login. */
  @Test
  void validatesWithoutAnyService() {
    assertThat(workspace.run("validate").code()).isZero();
  }
}
