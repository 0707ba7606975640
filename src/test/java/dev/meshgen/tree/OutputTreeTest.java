package dev.meshgen.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTreeTest {
  private static final byte[] BYTES = {'x'};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "..",
        "../x",
        "a/../b",
        "a/./b",
        ".",
        "a//b",
        "a/",
        "a\\b",
        "a:b",
        "a/con",
        "AUX.yaml",
        "lpt1.tar.gz",
        "a./b",
        "a /b",
        "tab\there",
        "line\nend",
        "nul",
        "uml\u00e4ut",
        ".git/config",
        "a/.hidden/b",
        ".meshgen/journal",
        "a/.meshgen-12.tmp",
        "a?b",
        "a*"
      })
  void refusesPathsThatAreNotSafeEverywhere(String path) {
    assertThatThrownBy(() -> OutputTree.builder().put(path, BYTES, Role.PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("path \"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".sops.yaml",
        ".gitattributes",
        "clusters/con1/x",
        "console/x",
        "a/..b",
        "com.yaml",
        "clusters/eu-west-1/meshgen.lock",
        "auxiliary.md"
      })
  void takesOrdinaryPaths(String path) {
    assertThat(OutputTree.builder().put(path, BYTES, Role.PLAIN).build().size()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b, added twice",
    "README.md, readme.md, differ only in case",
    "Clusters/a, clusters/b, differ only in case",
    "a, a/b, both a file and a directory",
    "A, a/b, differ only in case",
    "x/a/b, x/a, both a file and a directory"
  })
  void refusesPathsThatCollide(String one, String other, String reason) {
    OutputTree.Builder builder =
        OutputTree.builder().put(one, BYTES, Role.PLAIN).put(other, BYTES, Role.PLAIN);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void doesNotDependOnTheOrderOfPartialResults() {
    OutputTree.Builder one = OutputTree.builder().put("b", BYTES, Role.PLAIN);
    OutputTree.Builder other = OutputTree.builder().put("a", BYTES, Role.LOCK);

    OutputTree first = OutputTree.builder().addAll(one).addAll(other).build();
    OutputTree second = OutputTree.builder().addAll(other).addAll(one).build();

    assertThat(first.files()).containsExactlyEntriesOf(second.files());
    assertThat(first.files().keySet()).containsExactly("a", "b");
  }

  @Test
  void cannotBeChanged() {
    OutputTree tree = OutputTree.builder().put("a", BYTES, Role.PLAIN).build();

    assertThatThrownBy(() -> tree.files().remove("a"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void printsNoContent() {
    assertThat(new TreeFile("geheim".getBytes(UTF_8), Role.SEALED).toString())
        .doesNotContain("geheim");
  }
}
