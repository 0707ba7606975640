package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
  @TempDir Path scratch;

  @Test
  void rendersTheExamplesItIsGivenByRelativePaths() throws Exception {
    WarmUp.main(
        new String[] {
          scratch.toString(),
          "./examples/multi-primary-multi-network/",
          "./examples/multi-primary-multi-network-flux/"
        });

    assertThat(scratch.resolve("tree-1/argocd")).isNotEmptyDirectory();
    assertThat(scratch.resolve("tree-2/flux")).isNotEmptyDirectory();
  }
}
