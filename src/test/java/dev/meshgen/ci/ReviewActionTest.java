package dev.meshgen.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.SmallMesh;
import dev.meshgen.testing.TextFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The step of the action that checks the tree and compares it, in a checkout as {@code
 * actions/checkout} makes it of a pull request: one commit, without its parents.
 */
class ReviewActionTest {
  private static final Path REVIEW = Path.of(".github/actions/meshgen/review").toAbsolutePath();

  @TempDir private static Path origin;
  private static String merge;

  @TempDir private Path folder;
  private Job job;

  @BeforeAll
  static void propose() {
    Job author = new Job(origin);
    author.must("git", "init", "--quiet", "--initial-branch=main");
    author.write("mesh.yaml", SmallMesh.SPEC);
    author.must("meshgen", "render", "--trust-recipients");
    author.commit("a mesh");
    author.must("git", "switch", "--quiet", "--create", "feature");
    author.write(
        "mesh.yaml",
        SmallMesh.SPEC.replace("delivery:", "security: {mtls: permissive}\n  delivery:"));
    author.must("meshgen", "render");
    author.commit("let everybody in");
    author.must("git", "switch", "--quiet", "main");
    author.write("unrelated", "").commit("something else");
    author.must(
        "git",
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@git.example",
        "merge",
        "--quiet",
        "--no-ff",
        "feature");
    merge = author.must("git", "rev-parse", "HEAD");
    author.must("git", "update-ref", "refs/pull/7/merge", merge);
  }

  @BeforeEach
  void checkOut() {
    job = new Job(folder);
    job.must("git", "init", "--quiet");
    job.must("git", "remote", "add", "origin", "file://" + origin.resolve("checkout"));
    job.must("git", "fetch", "--quiet", "--depth=1", "origin", "refs/pull/7/merge");
    job.must("git", "checkout", "--quiet", "FETCH_HEAD");
    job.with("RUNNER_TEMP", job.folder.resolve("temp").toString())
        .with("GITHUB_OUTPUT", job.output.toString())
        .with("GITHUB_STEP_SUMMARY", job.summary.toString())
        .with("GITHUB_EVENT_NAME", "pull_request")
        .with("GITHUB_BASE_REF", "main")
        .with("GITHUB_REF", "refs/pull/7/merge")
        .with("GITHUB_SHA", merge)
        .with("MESHGEN", job.launcher().toString());
    inputs("", "");
  }

  private void inputs(String base, String failOn) {
    job.with("SPEC", "mesh.yaml")
        .with("TREE", "rendered")
        .with("BASE", base)
        .with("FAIL_ON", failOn)
        .with("STRICT", "false");
  }

  private Job.Step review() {
    return job.run(List.of(REVIEW.toString())).succeeded();
  }

  @Test
  void saysWhatThePullRequestDoes() {
    Job.Step step = review();

    assertThat(step.outputs()).containsEntry("passed", "true");
    String report = TextFile.read(Path.of(step.outputs().get("report")));
    assertThat(report).startsWith("### meshgen: 1 change").contains("MD0401", "STRICT");
    assertThat(job.summary())
        .startsWith("### The tree is what the spec compiles to\n")
        .endsWith(report);
    assertThat(step.out()).containsPattern("(?m)^::\\w+ file=mesh.yaml,line=10,.*title=MD0401::");
  }

  @Test
  void failsForWhatItIsToldToAndStillReports() {
    inputs("", "security");
    Job.Step step = review();

    assertThat(step.outputs()).containsEntry("passed", "false");
    assertThat(step.outputs().get("report")).isNotEmpty();
    assertThat(step.out()).containsPattern("(?m)^::error file=mesh.yaml,line=10,.*title=MD0401::");
  }

  @Test
  void refusesATreeThatWasEditedByHand() {
    String file = "rendered/clusters/eks-1/config/peer-authentication.yaml";
    job.write(file, job.read(file).replace("PERMISSIVE", "DISABLE"));
    Job.Step step = review();

    assertThat(step.outputs()).containsEntry("passed", "false");
    assertThat(step.out()).containsPattern("(?m)^::error file=" + file);
    assertThat(job.summary()).startsWith("### The tree is refused\n").contains(file, "DISABLE");
  }

  /** GitHub shows the first ten of a weight: warnings of the mesh may not push out the change. */
  @Test
  void annotatesTheChangeBeforeTheMeshUnlessTheCheckFails() {
    Path fake = folder.resolve("fake");
    String body =
        """
        case $1 in
        render) echo '::warning title=MG1005::of the mesh'; exit %d ;;
        diff) echo '::warning title=MD0401::of the change' ;;
        esac""";
    Job.executable(fake, body.formatted(0));
    job.with("MESHGEN", fake.toString());
    assertThat(annotations()).containsExactly("MD0401", "MG1005");
    Job.executable(fake, body.formatted(1));
    assertThat(annotations()).containsExactly("MG1005", "MD0401");
  }

  private List<String> annotations() {
    return review()
        .out()
        .lines()
        .filter(line -> line.startsWith("::warning "))
        .map(line -> line.replaceAll(".*title=(M[GD]\\d+)::.*", "$1"))
        .toList();
  }

  /** What a message quotes of a spec is not obeyed by the runner. */
  @Test
  void obeysNothingThatASpecSays() {
    job.write(
        "mesh.yaml", SmallMesh.SPEC.replace("platform: eks", "platform: \"::add-mask::eks\""));
    Job.Step step = review();

    assertThat(step.outputs()).containsEntry("passed", "false");
    String[] parts = step.out().split("(?m)^::stop-commands::", -1);
    assertThat(parts).hasSizeGreaterThan(1);
    for (String part : parts) {
      int end = part.indexOf('\n');
      String after =
          part == parts[0]
              ? part
              : part.substring(part.indexOf("\n::" + part.substring(0, end) + "::\n"));
      assertThat(after.lines()).noneMatch(line -> line.strip().startsWith("::add-mask::"));
    }
  }

  @Test
  void comparesWithTheBranchWhereTheHeadItselfIsCheckedOut() {
    job.must(
        "git", "fetch", "--quiet", "--unshallow", "origin", "+refs/heads/*:refs/remotes/origin/*");
    job.must("git", "checkout", "--quiet", "origin/feature");
    job.must("git", "update-ref", "refs/remotes/origin/main", "origin/main^1");
    assertThat(review().outputs().get("report")).isNotEmpty();
    assertThat(job.summary()).contains("MD0401");
  }

  @Test
  void onlyChecksWhereNothingIsMerged() {
    job.with("GITHUB_EVENT_NAME", "push").with("GITHUB_BASE_REF", "");
    Job.Step step = review();

    assertThat(step.outputs()).containsEntry("passed", "true").containsEntry("report", "");
    assertThat(job.summary()).isEqualTo("### The tree is what the spec compiles to\n\n");
  }

  @Test
  void aBaseThatDoesNotExistIsRefused() {
    inputs("nowhere", "");
    Job.Step step = review();

    assertThat(step.outputs()).containsEntry("passed", "false").containsEntry("report", "");
    assertThat(step.out()).contains("nowhere");
  }
}
