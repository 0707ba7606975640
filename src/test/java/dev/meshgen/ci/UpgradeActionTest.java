package dev.meshgen.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The action that opens the pull requests of an upgrade, one after the other. */
@Tag("conformance")
class UpgradeActionTest {
  private static final Path PROPOSE = Path.of(".github/actions/upgrade/propose").toAbsolutePath();
  private static final String BRANCH = "meshgen/upgrade-1.31.1";
  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        istio:
          version: 1.30.5
        secrets:
          sops:
            age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
            root: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}
        delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: eks-1, labels: {ring: canary}}
      spec: {platform: eks, network: one}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: eks-2, labels: {ring: rest}}
      spec: {platform: eks, network: one}
      """;

  private final GithubDouble github = new GithubDouble();
  @TempDir private Path folder;
  private Job author;
  private Job job;

  @BeforeEach
  void mesh() {
    author = new Job(folder.resolve("author"));
    author.must("git", "init", "--quiet", "--initial-branch=main");
    author.write("mesh.yaml", SPEC);
    author.must("meshgen", "render", "--trust-recipients");
    author.commit("a mesh");
    author.must("git", "clone", "--quiet", "--bare", ".", folder.resolve("origin").toString());
    author.must("git", "remote", "add", "origin", folder.resolve("origin").toString());
  }

  @AfterEach
  void stop() {
    github.close();
  }

  /** A scheduled run, which clones again. */
  private Job.Step propose(String name) {
    job = new Job(folder.resolve(name));
    job.must("git", "clone", "--quiet", "--depth=1", "file://" + folder.resolve("origin"), ".");
    job.with("GITHUB_OUTPUT", job.output.toString())
        .with("GITHUB_API_URL", github.address())
        .with("GITHUB_REPOSITORY", "example/platform")
        .with("GITHUB_REF_NAME", "main")
        .with("GITHUB_TOKEN", GithubDouble.TOKEN)
        .with("MESHGEN", job.launcher().toString())
        .with("TO", "1.31.1")
        .with("ORDER", "canary,rest")
        .with("SPEC", "")
        .with("TREE", "");
    return job.run(List.of(PROPOSE.toString()));
  }

  private String tip() {
    return author.must("git", "ls-remote", "origin", "refs/heads/" + BRANCH).split("\\s")[0];
  }

  @Test
  void opensOneStepAfterTheOther() {
    Job.Step first = propose("first").succeeded();
    assertThat(first.outputs()).containsEntry("pull-request", "100");
    assertThat(github.pulls()).hasSize(1);
    JsonNode pull = github.pulls().get(0);
    assertThat(pull.path("title").asString()).isEqualTo("Istio: " + first.outputs().get("step"));
    assertThat(pull.path("head").asString()).isEqualTo(BRANCH);
    assertThat(pull.path("base").asString()).isEqualTo("main");
    assertThat(pull.path("body").asString()).contains("Clusters: eks-1").doesNotContain("Step 2");
    String tip = tip();
    job.must("meshgen", "render", "--check");

    propose("again").succeeded();
    assertThat(github.pulls()).hasSize(1);
    assertThat(tip()).as("what is the same is not pushed again").isEqualTo(tip);

    author.must("git", "fetch", "--quiet", "origin", BRANCH);
    author.must("git", "merge", "--quiet", "--ff-only", "FETCH_HEAD");
    author.must("git", "push", "--quiet", "origin", "main");
    github.close(0);
    Job.Step second = propose("second").succeeded();
    assertThat(second.outputs().get("step")).isNotEqualTo(first.outputs().get("step"));
    assertThat(github.pulls()).hasSize(2);
    assertThat(github.pulls().get(1).path("body").asString()).contains("eks-2");
    assertThat(tip()).isNotEqualTo(tip);
    assertThat(job.must("git", "rev-parse", "HEAD^"))
        .isEqualTo(author.must("git", "rev-parse", "main"));
  }

  @Test
  void hasNothingToDoWhereEveryClusterRunsTheVersion() {
    author.write("mesh.yaml", SPEC.replace("1.30.5", "1.31.1"));
    author.must("meshgen", "render");
    author.commit("upgraded");
    author.must("git", "push", "--quiet", "origin", "main");

    Job.Step step = propose("first").succeeded();

    assertThat(step.outputs()).containsEntry("step", "");
    assertThat(github.requests()).isEmpty();
  }

  @Test
  void aTokenThatMayNotOpenOneFails() {
    github.readOnly();
    Job.Step step = propose("first");
    assertThat(step.code()).isEqualTo(1);
    assertThat(step.out()).contains("this token may not open a pull request");
  }
}
