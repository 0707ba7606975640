package dev.meshgen.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the quickstart as a reader would: its {@code sh} blocks in one shell, in a folder where
 * {@code ./meshgen} is. What the README says a block prints must be printed; "…" means anything.
 */
@DisabledOnOs(OS.WINDOWS)
final class ReadmeQuickstartTest {
  private static final String END_OF_BLOCK = "--- end of a block ---";

  @TempDir private Path folder;

  @Test
  void doesWhatTheReadmeSays() throws Exception {
    List<Page.Block> blocks =
        Page.blocks(
            Page.read(Page.README).between("<!-- quickstart -->", "<!-- end of quickstart -->"));
    writeLauncher();
    List<String> printed =
        run(blocks.stream().filter(block -> block.language().equals("sh")).toList());
    int at = -1;
    for (Page.Block block : blocks) {
      if (block.language().equals("sh")) {
        at++;
      } else {
        Printed.check(printed.get(at), block.text());
      }
    }
    assertGrown();
  }

  /** The second render added a cluster and left what was sealed for the first as it was. */
  private void assertGrown() {
    var first = Workspace.files(folder.resolve("after-2"));
    var second = Workspace.files(folder.resolve("after-3"));
    List<String> sealed =
        first.keySet().stream().filter(path -> path.endsWith(".sops.yaml")).toList();
    assertThat(sealed).isNotEmpty();
    sealed.forEach(path -> assertThat(second.get(path)).as(path).isEqualTo(first.get(path)));
    assertThat(second.keySet().stream().filter(path -> path.endsWith("cacerts.sops.yaml")))
        .hasSize(2);
  }

  /** Starts the classes under test, as the launcher starts the jar. */
  private void writeLauncher() throws IOException {
    Path launcher = folder.resolve("meshgen");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec '"
            + java
            + "' -cp '"
            + System.getProperty("java.class.path")
            + "' dev.meshgen.cli.Main \"$@\"\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  private List<String> run(List<Page.Block> blocks) throws Exception {
    StringBuilder script = new StringBuilder("set -eu\nexec 2>&1\n");
    int number = 0;
    for (Page.Block block : blocks) {
      number++;
      script.append(block.text());
      script.append("if [ -d shop/rendered ]; then cp -R shop/rendered after-").append(number);
      script.append("; fi\necho '").append(END_OF_BLOCK).append("'\n");
    }
    Files.writeString(folder.resolve("script"), script);
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "script").directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SOPS_"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    Path output = folder.resolve("output");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String printed = Files.readString(output, UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    List<String> parts = new ArrayList<>(List.of(printed.split(END_OF_BLOCK + "\n", -1)));
    assertThat(parts).hasSize(blocks.size() + 1);
    return parts;
  }
}
