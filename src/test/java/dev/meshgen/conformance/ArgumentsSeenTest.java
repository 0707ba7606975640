package dev.meshgen.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.TestVault;
import dev.meshgen.cli.Workspace;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.testing.SecretHunt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What others on the machine see of a process: its arguments, and those of all that it starts. A
 * password or a token is typed at a real terminal, or is in the environment.
 */
@Tag("conformance")
class ArgumentsSeenTest {
  private static final String PASSWORD = "correct-horse-battery-staple";
  private static final String PROMPT = "meshgen: password of the private key: ";
  private static final String TOKEN_PROMPT = "meshgen: token of Vault: ";
  private static final String PKI =
      "path \"pki/root/sign-intermediate\" { capabilities = [\"update\"] }\n";

  @TempDir Path folder;
  private final SecretHunt hunt = new SecretHunt();
  private final Map<String, String> seen = new LinkedHashMap<>();

  /** An import of an encrypted key, which asks for its password unless it is told where it is. */
  private List<String> importing(String... more) {
    ForeignCa root = ForeignCa.of("CN=Root", ForeignCa.ec("secp384r1"), Instant.now()).selfSigned();
    hunt.secret(PASSWORD).key(root.pkcs8());
    Workspace workspace = new Workspace(folder);
    workspace
        .write(
            "mesh.yaml",
            """
            apiVersion: meshgen.dev/v1alpha1
            kind: Mesh
            metadata: {name: retail}
            spec:
              trustDomain: retail.example
              istio: {version: "1.31.1"}
              trust: {authority: {files: {}}}
              secrets: {sops: {age: [%s], root: {age: [%s]}}}
              delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
            ---
            apiVersion: meshgen.dev/v1alpha1
            kind: Cluster
            metadata: {name: east}
            spec: {platform: eks, kubernetes: {apiServer: "https://east.example:6443"}}
            """
                .formatted(workspace.identity("c.agekey"), workspace.identity("r.agekey")))
        .write("ca.pem", root.pem())
        .write("ca-key.pem", root.encrypted(PASSWORD));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher does where its messages go to a terminal.
    command.add("-Dmeshgen.terminal=true");
    command.add("-cp");
    command.add(classPath());
    command.add("dev.meshgen.cli.Main");
    command.addAll(
        List.of("trust", "import", "--certificate=ca.pem", "--key=ca-key.pem", "-f", "mesh.yaml"));
    command.addAll(List.of(more));
    return command;
  }

  /** Its entries as seen from another folder. */
  private static String classPath() {
    return String.join(
        ":",
        Stream.of(System.getProperty("java.class.path").split(":"))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  private ProcessBuilder starting(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    return builder;
  }

  /** Of the process and all below it, as long as they are there. */
  private void look(Process process) {
    Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants())
        .forEach(
            each -> {
              try {
                Path file = Path.of("/proc", String.valueOf(each.pid()), "cmdline");
                seen.put("arguments of " + each.pid(), Files.readString(file, ISO_8859_1));
              } catch (NoSuchFileException e) {
                // It has ended.
              } catch (IOException e) {
                // It ends while it is read.
                assertThat(e).hasMessageContaining("No such process");
              }
            });
  }

  private String untilItEnds(Process process) throws Exception {
    StringBuilder printed = new StringBuilder();
    Thread reading = new Thread(() -> read(process.getInputStream(), printed));
    reading.start();
    while (process.isAlive()) {
      look(process);
    }
    reading.join();
    assertThat(process.waitFor()).as(printed.toString()).isZero();
    return printed.toString();
  }

  private static void read(InputStream in, StringBuilder printed) {
    try {
      printed.append(new String(in.readAllBytes(), ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void findsNothing(String printed) {
    seen.put("printed", printed);
    assertThat(printed).contains("sealed the key of the root");
    assertThat(seen.keySet()).hasSizeGreaterThan(1);
    seen.putAll(new Workspace(folder).tree("rendered"));
    hunt.findsNothing(seen);
  }

  @Test
  void aPasswordInTheEnvironmentIsNoArgument() throws Exception {
    ProcessBuilder builder = starting(importing("--password-env", "PW"));
    builder.environment().put("PW", PASSWORD);
    Process process = builder.start();

    findsNothing(untilItEnds(process));
  }

  /** The echo is off before the prompt is there, so it can be answered at once. */
  @Test
  void aPasswordThatIsTypedIsNeitherShownNorAnArgument() throws Exception {
    Process process = typing(importing(), PROMPT, PASSWORD);

    findsNothing(untilItEnds(process));
  }

  /** At its own terminal, once it asks; what came before is among what was seen. */
  private Process typing(List<String> words, String prompt, String secret) throws Exception {
    String command = String.join(" ", words.stream().map(word -> "'" + word + "'").toList());
    ProcessBuilder builder =
        starting(List.of(Tool.named("script").path().toString(), "-qefc", command, "/dev/null"));
    builder.environment().keySet().removeIf(name -> name.startsWith("VAULT_"));
    builder.environment().put("HOME", folder.resolve("no-home").toString());
    Process process = builder.start();
    StringBuilder before = new StringBuilder();
    InputStream terminal = process.getInputStream();
    while (before.indexOf(prompt) < 0) {
      int next = terminal.read();
      assertThat(next).as(before.toString()).isNotNegative();
      before.append((char) next);
    }
    seen.put("before the prompt", before.toString());
    look(process);
    OutputStream typing = process.getOutputStream();
    typing.write((secret + "\n").getBytes(ISO_8859_1));
    typing.flush();
    return process;
  }

  /** The token that Vault is asked with, where it is in no variable and no file. */
  @Test
  void aTokenThatIsTypedIsNeitherShownNorAnArgument() throws Exception {
    try (TestVault vault = TestVault.at(Instant::now)) {
      vault.admin().rootMount("pki", "Company Root");
      vault.admin().policy("mesh", PKI);
      String token = vault.admin().token("mesh");
      List<String> rendering = importing();
      Workspace workspace = new Workspace(folder);
      workspace.replace(
          "mesh.yaml",
          "{files: {}}}",
          "{vault: {address: \""
              + vault.admin().address()
              + "\"}}, intermediate: {validity: 365d}}");
      rendering = rendering.subList(0, rendering.indexOf("trust"));
      rendering.addAll(List.of("render", "-f", "mesh.yaml", "--format", "json"));
      hunt.secret(token);

      Process process = typing(rendering, TOKEN_PROMPT, token);

      seen.put("printed", untilItEnds(process));
      assertThat(workspace.tree("rendered")).containsKey("trust/root-cert.pem");
      seen.putAll(workspace.tree("rendered"));
      hunt.findsNothing(seen);
    }
  }
}
