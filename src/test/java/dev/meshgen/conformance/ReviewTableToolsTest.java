package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.docs.ReviewedChange;
import dev.meshgen.testing.GitFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page about reviews says of other tools is what they print. */
@Tag("conformance")
class ReviewTableToolsTest {
  private static final Tool DYFF = Tool.named("dyff");

  /** Certificates differ in length from run to run. */
  private static final Percentage ABOUT = Percentage.withPercentage(2);

  @ParameterizedTest
  @EnumSource(ReviewedChange.class)
  void saysHowLongTheirAnswersAre(ReviewedChange change, @TempDir Path folder) throws IOException {
    change.in(folder);
    Path before = folder.resolve("before");
    Files.createDirectories(before);
    new GitFolder(folder).git("worktree", "add", "--quiet", before.toString(), "HEAD");

    assertThat(dyff(folder)).isCloseTo(change.said(2).get(0).longValue(), ABOUT);
    assertThat(kustomize(folder)).isCloseTo(change.said(3).get(0).longValue(), ABOUT);
  }

  /** File by file, without the empty lines between. */
  private static long dyff(Path folder) {
    long lines = 0;
    String[] names = {
      "diff", "--cached", "--name-only", "--diff-filter=M", "HEAD", "--", "rendered"
    };
    for (String path : new GitFolder(folder).git(names).lines().toList()) {
      if (path.endsWith(".yaml") || path.endsWith(".lock")) {
        String[] files = {"between", "--omit-header", "--color=off", "before/" + path, path};
        String said = DYFF.in(folder, Map.of(), files).succeeded();
        lines += said.lines().filter(line -> !line.isBlank()).count();
      }
    }
    return lines;
  }

  /** Folder by folder in which a file differs, what an engine applies; sealed files need a key. */
  private static long kustomize(Path folder) throws IOException {
    long lines = 0;
    List<String> differing =
        new GitFolder(folder).git("diff", "--cached", "--name-only", "HEAD").lines().toList();
    for (Path each : builds(folder.resolve("rendered"))) {
      String path = folder.relativize(each.getParent()).toString();
      if (differing.stream().noneMatch(file -> file.startsWith(path + "/"))) {
        continue;
      }
      Tool.Run after = Tool.KUSTOMIZE.in(folder, Map.of(), "build", path);
      if (after.code() == 0) {
        Path old = folder.resolve("old.yaml");
        Path now = folder.resolve("now.yaml");
        Tool.Run was = Tool.KUSTOMIZE.in(folder, Map.of(), "build", "before/" + path);
        Files.writeString(old, was.succeeded());
        Files.writeString(now, after.out());
        String[] files = {"-u", old.toString(), now.toString()};
        Tool.Run diff = Tool.named("diff").in(folder, Map.of(), files);
        assertThat(diff.code()).as(diff.err()).isLessThan(2);
        lines += diff.out().lines().count();
      }
    }
    return lines;
  }

  private static List<Path> builds(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      return files.filter(path -> path.endsWith("kustomization.yaml")).sorted().toList();
    }
  }
}
