package dev.meshgen.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step of the action that comments on a pull request. */
@Tag("conformance")
class CommentActionTest {
  private static final Path COMMENT = Path.of(".github/actions/meshgen/comment").toAbsolutePath();
  private static final String MARK = "<!-- meshgen: mesh -->\n";

  private final GithubDouble github = new GithubDouble();
  @TempDir private Path folder;
  private Job job;

  @BeforeEach
  void pullRequest() throws IOException {
    job = new Job(folder);
    event("{\"action\": \"synchronize\", \"number\": 7, \"pull_request\": {\"number\": 7}}");
    job.with("GITHUB_API_URL", github.address())
        .with("GITHUB_REPOSITORY", "example/platform")
        .with("GITHUB_TOKEN", GithubDouble.TOKEN)
        .with("AUTHOR", GithubDouble.BOT)
        .with("NAME", "mesh");
  }

  @AfterEach
  void stop() {
    github.close();
  }

  private void event(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("event.json"), json);
    job.with("GITHUB_EVENT_PATH", file.toString());
  }

  private Job.Step comment(String report) throws IOException {
    Path file = Files.writeString(folder.resolve("report.md"), report);
    return job.with("REPORT", file.toString()).run(List.of(COMMENT.toString()));
  }

  @Test
  void commentsOnceAndThenUpdates() throws IOException {
    comment("### meshgen: 1 change\n").succeeded();
    assertThat(github.comments()).containsExactly(MARK + "### meshgen: 1 change\n");

    comment("### meshgen: 2 changes \"quoted\" \\ `x` $(id) é 💥\n").succeeded();
    assertThat(github.comments())
        .containsExactly(MARK + "### meshgen: 2 changes \"quoted\" \\ `x` $(id) é 💥\n");

    comment("### meshgen: no changes\n").succeeded();
    assertThat(github.comments()).containsExactly(MARK + "### meshgen: no changes\n");
  }

  @Test
  void findsItsCommentBehindManyOthersAndLeavesThoseAlone() throws IOException {
    github.comment("mallory", MARK + "mine");
    for (int i = 0; i < 150; i++) {
      github.comment(GithubDouble.BOT, "about something else " + i);
    }
    github.comment(GithubDouble.BOT, "<!-- meshgen: other -->\nof another mesh");
    github.comment(GithubDouble.BOT, MARK + "old");
    List<String> before = github.comments();

    comment("### meshgen: 1 change\n").succeeded();

    assertThat(github.comments())
        .startsWith(before.subList(0, 152).toArray(new String[0]))
        .endsWith(MARK + "### meshgen: 1 change\n")
        .hasSize(153);
  }

  @Test
  void saysNothingWhereNothingChanges() throws IOException {
    comment("### meshgen: no changes\n").succeeded();
    assertThat(github.comments()).isEmpty();
  }

  @Test
  void cutsWhatIsTooLongAndSaysSo() throws IOException {
    comment("### meshgen: 1 change\n" + "é".repeat(70_000)).succeeded();
    assertThat(github.comments()).hasSize(1);
    assertThat(github.comments().get(0))
        .hasSize(65_536)
        .endsWith("**Cut here: a comment may not be longer.** The summary of the job has all.\n");
  }

  @Test
  void aTokenThatMayNotCommentIsANotice() throws IOException {
    github.readOnly();
    Job.Step step = comment("### meshgen: 1 change\n").succeeded();
    assertThat(step.out()).startsWith("::notice title=meshgen::this token may not comment");
    assertThat(github.comments()).isEmpty();
  }

  @Test
  void aServerThatFailsIsAnError() throws IOException {
    job.with("GITHUB_API_URL", "http://127.0.0.1:9");
    Job.Step step = comment("### meshgen: 1 change\n");
    assertThat(step.code()).isEqualTo(1);
    assertThat(step.out()).contains("::error title=meshgen::cannot read comments");
    assertThat(step.out() + step.err()).doesNotContain(GithubDouble.TOKEN);
  }

  @Test
  void aPushHasNothingToCommentOn() throws IOException {
    event("{\"ref\": \"refs/heads/main\"}");
    comment("### meshgen: 1 change\n").succeeded();
    assertThat(github.requests()).isEmpty();
  }

  /** Whoever lists processes sees arguments, not what is read from standard input. */
  @Test
  void theTokenIsNoArgument() throws IOException {
    Path seen = folder.resolve("seen");
    Path bin = Files.createDirectories(folder.resolve("spy"));
    Job.executable(
        bin.resolve("curl"),
        "printf '%s\\n' \"$*\" >>'"
            + seen
            + "'; exec /usr/bin/env -S PATH="
            + System.getenv("PATH")
            + " curl \"$@\"");
    job.with("PATH", bin + ":" + System.getenv("PATH"));
    comment("### meshgen: 1 change\n").succeeded();
    assertThat(TextFile.read(seen))
        .contains("/issues/7/comments")
        .doesNotContain(GithubDouble.TOKEN);
  }
}
