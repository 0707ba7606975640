package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The locks of a tree are signed, by the user's own ssh-keygen, which also judges. */
@Tag("conformance")
class SignTest {
  private static final String SIGNATURE = "rendered/trust/locks.sig";
  private static final String NAMESPACE = "locks@meshgen.dev";
  private static final String STRANGER =
      "age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void render() throws Exception {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace().with("PATH", System.getenv("PATH"));
  }

  private String key(String name, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", name));
    command.addAll(List.of(options));
    command.addAll(List.of("-f", folder.resolve("keys/" + name).toString()));
    assertThat(ask("", command)).isEmpty();
    return workspace.read("keys/" + name + ".pub").strip();
  }

  private String ask(String input, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.resolve("rendered").toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? said.strip() : "failed: " + said;
  }

  private void signers(String... lines) {
    StringBuilder signers = new StringBuilder("spec:\n  trust:\n    signers:\n");
    for (int i = 0; i < lines.length; i += 2) {
      signers.append("    - {name: ").append(lines[i]);
      signers.append(", key: \"").append(lines[i + 1]).append("\"}\n");
    }
    workspace.replace("mesh.yaml", "spec:\n  trustDomain", signers + "  trustDomain");
  }

  /** As anybody may do it without meshgen: the documentation says so. */
  private String openssh(String principal) throws Exception {
    return ask(
        ask(
                "",
                List.of(
                    "sh",
                    "-c",
                    "sha256sum trust/meshgen.lock clusters/*/meshgen.lock"
                        + " | LC_ALL=C sort -k 2"))
            + "\n",
        List.of(
            "ssh-keygen",
            "-Y",
            "verify",
            "-f",
            folder.resolve("allowed").toString(),
            "-I",
            principal,
            "-n",
            NAMESPACE,
            "-s",
            "trust/locks.sig"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "ecdsa 384", "ecdsa 521", "rsa 3072"})
  void isMadeAndJudgedByOpenssh(String kind) throws Exception {
    String[] words = kind.split(" ");
    String line =
        words.length == 1 ? key("ana", "-t", words[0]) : key("ana", "-t", words[0], "-b", words[1]);
    signers("ana@retail.example", line);
    workspace.write("allowed", "ana@retail.example " + line + "\n");
    SortedMap<String, String> before = workspace.tree("rendered");

    Run unsigned = workspace.run("render", "--check");
    assertThat(unsigned.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(unsigned.err()).contains(SIGNATURE + ": error[MG1706]", "ana@retail.example");

    Run run = workspace.run("sign", "--key", "keys/ana");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("signed the locks as ana@retail.example");
    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys("trust/locks.sig");
    assertThat(workspace.run("render", "--check").code()).isZero();
    assertThat(workspace.run("verify").err()).contains("signed by ana@retail.example: verified");
    assertThat(openssh("ana@retail.example")).contains("Good \"" + NAMESPACE + "\" signature");
    assertThat(workspace.run("render").err()).doesNotContain("another signature");
    assertThat(workspace.exists(SIGNATURE)).isTrue();
  }

  @Test
  void isOfTheseLocksAndNoOthers() throws Exception {
    signers("ana", key("ana", "-t", "ed25519"));
    workspace.run("sign", "--key", "keys/ana");
    workspace.holding(TestMesh.ROOT_KEY);

    Run rotated = workspace.run("rotate", "east");

    assertThat(rotated.err()).contains("the locks need a new signature");
    for (String[] command : new String[][] {{"render", "--check"}, {"verify"}}) {
      Run run = workspace.run(command);
      assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err()).contains(SIGNATURE + ": error[MG1707]: the signature does not match");
    }
    assertThat(workspace.run("verify", "rendered").err()).contains("error[MG1707]");
    assertThat(workspace.run("sign", "--key", "keys/ana").code()).isZero();
    assertThat(workspace.run("render", "--check").code()).isZero();
    workspace.delete("rendered/clusters/west/meshgen.lock");
    assertThat(workspace.run("verify", "rendered").err()).contains("error[MG1707]");
  }

  @Test
  void countsOnlyIfASignerMadeItForThisPurpose() throws Exception {
    signers("ana", key("ana", "-t", "ed25519"));
    key("eve", "-t", "ed25519");

    Run refused = workspace.run("sign", "--key", "keys/eve");

    assertThat(refused.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(refused.err()).contains("error[MG1708]", "ssh-ed25519 SHA256:");
    assertThat(workspace.exists(SIGNATURE)).isFalse();

    String lines =
        ask("", List.of("sh", "-c", "sha256sum clusters/*/meshgen.lock trust/meshgen.lock")) + "\n";
    workspace.write(SIGNATURE, sign(lines, "eve", NAMESPACE));
    assertThat(workspace.run("render", "--check").err()).contains("error[MG1708]");
    assertThat(workspace.run("verify", "rendered").err())
        .contains(", which is not in trust.signers");
    workspace.write(SIGNATURE, sign(lines, "ana", "git"));
    assertThat(workspace.run("render", "--check").err()).contains("error[MG1707]");
    workspace.write(SIGNATURE, sign(lines, "ana", NAMESPACE));
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  private String sign(String lines, String key, String namespace) throws Exception {
    return ask(
            lines,
            List.of(
                "ssh-keygen",
                "-q",
                "-Y",
                "sign",
                "-f",
                folder.resolve("keys/" + key).toString(),
                "-n",
                namespace))
        + "\n";
  }

  /** Every bit counts, and whatever is there instead ends in a message. */
  @Test
  void aDamagedSignatureIsRefusedInPlainWords() throws Exception {
    signers("ana", key("ana", "-t", "ed25519"));
    workspace.run("sign", "--key", "keys/ana");
    String good = workspace.read(SIGNATURE);
    for (int at = 0; at < good.length(); at += 7) {
      char other = good.charAt(at) == 'A' ? 'B' : 'A';
      if (good.charAt(at) != '\n') {
        workspace.write(SIGNATURE, good.substring(0, at) + other + good.substring(at + 1));
        Run run = workspace.run("verify");
        assertThat(run.code()).as("at " + at).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).containsAnyOf("error[MG1707]", "error[MG1708]");
      }
    }
    for (String text : List.of("", "none\n", good.substring(0, 60), good + good)) {
      workspace.write(SIGNATURE, text);
      assertThat(workspace.run("verify").err()).contains("error[MG1707]: the signature ");
    }
  }

  @Test
  void aBrokenTreeIsNotSigned() throws Exception {
    signers("ana", key("ana", "-t", "ed25519"));
    workspace.append("rendered/clusters/east/trust/cacerts.sops.yaml", "# by hand\n");

    Run run = workspace.run("sign", "--key", "keys/ana");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1002]");
    assertThat(workspace.exists(SIGNATURE)).isFalse();
  }

  @Test
  void aTreeThatIsSealedForOthersThanTheSpecNamesIsNotSigned() throws Exception {
    signers("ana", key("ana", "-t", "ed25519"));
    String recipient = "        - " + mesh.clustersRecipient() + "\n";
    workspace.replace("mesh.yaml", recipient, recipient + "        - " + STRANGER + "\n");

    Run run = workspace.run("sign", "--key", "keys/ana");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1702]");
    assertThat(workspace.exists(SIGNATURE)).isFalse();
  }

  @Test
  void aSignerHasOneKey() throws Exception {
    String ana = key("ana", "-t", "ed25519");
    signers("ana", ana + "\\n" + key("bob", "-t", "ed25519"));

    Run run = workspace.run("validate");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1705]: the key of a signer has more than one line");
  }

  @Test
  void saysWhatItLacks() throws IOException, Exception {
    assertThat(workspace.run("sign", "--key", "keys/ana").code()).isEqualTo(ExitCode.USAGE);
    signers("ana", key("ana", "-t", "ed25519"));

    Run missing = workspace.run("sign", "--key", "keys/nowhere");
    assertThat(missing.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(missing.err()).contains("--key: keys/nowhere does not exist");
    Run program = workspace.without("PATH").run("sign", "--key", "keys/ana");
    assertThat(program.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(program.err()).contains("`ssh-keygen` is not on the PATH");
    assertThat(workspace.exists(SIGNATURE)).isFalse();
  }
}
