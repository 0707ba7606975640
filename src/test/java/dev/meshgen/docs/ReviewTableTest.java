package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.GitFolder;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table that shows what a reviewer gets to read says what he gets to read. */
class ReviewTableTest {
  /** Certificates differ in length from run to run. */
  private static final Percentage ABOUT = Percentage.withPercentage(2);

  @ParameterizedTest
  @EnumSource(ReviewedChange.class)
  void saysHowLongTheDifferencesAre(ReviewedChange change, @TempDir Path folder) {
    var workspace = change.in(folder);

    String lines = new GitFolder(folder).git("diff", "--cached", "HEAD", "--", "rendered");
    List<Integer> said = change.said(1);
    assertThat(lines.lines().count()).isCloseTo(said.get(0).longValue(), ABOUT);
    assertThat(lines.lines().filter(line -> line.startsWith("diff --git ")).count())
        .isEqualTo(said.get(1).longValue());
    var diff = workspace.run("diff", "HEAD");
    assertThat(diff.code()).as(diff.err()).isZero();
    assertThat(diff.out().lines().count())
        .as(diff.out())
        .isEqualTo(change.said(4).get(0).longValue());
  }
}
