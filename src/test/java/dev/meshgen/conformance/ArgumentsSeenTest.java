package dev.meshgen.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

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
 * password is typed at a real terminal, or is in the environment.
 */
@Tag("conformance")
class ArgumentsSeenTest {
  private static final String PASSWORD = "correct-horse-battery-staple";
  private static final String PROMPT = "meshgen: password of the private key: ";

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
    String command = String.join(" ", importing().stream().map(word -> "'" + word + "'").toList());
    Process process =
        starting(List.of(Tool.named("script").path().toString(), "-qefc", command, "/dev/null"))
            .start();
    StringBuilder before = new StringBuilder();
    InputStream terminal = process.getInputStream();
    while (before.indexOf(PROMPT) < 0) {
      int next = terminal.read();
      assertThat(next).as(before.toString()).isNotNegative();
      before.append((char) next);
    }
    look(process);
    OutputStream typing = process.getOutputStream();
    typing.write((PASSWORD + "\n").getBytes(ISO_8859_1));
    typing.flush();

    findsNothing(before + untilItEnds(process));
  }
}
