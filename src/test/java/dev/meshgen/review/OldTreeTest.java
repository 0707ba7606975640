package dev.meshgen.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.lock.RunningIstio;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.testing.Plans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock that records what runs is believed, whatever else lies in the tree. */
class OldTreeTest {
  @TempDir private Path folder;

  @BeforeEach
  void leaveATag() throws Exception {
    Path config = Files.createDirectories(folder.resolve("clusters/east/config"));
    Files.writeString(
        config.resolve("revision-tag-default.yaml"),
        "kind: MutatingWebhookConfiguration\nmetadata: {labels: {istio.io/rev: one}}\n",
        UTF_8);
  }

  private static ClusterLock lock(String spec) {
    MeshPlan plan = Plans.plan(Plans.MESH, Plans.cluster("east", spec));
    return LockChange.planned(plan, plan.clusters().get(0));
  }

  private RunningIstio ran(ClusterLock lock) throws Exception {
    RunningCluster after = lock("istio: {revision: two}").runs().orElseThrow();
    try (OutputFolder tree = OutputFolder.inspect(folder)) {
      return new OldTree(new Changes("retail", List.of(), 0, List.of(), List.of()), tree)
          .record(lock, after)
          .istio();
    }
  }

  @Test
  void aRecordWithoutTagsSaysThatThereWereNone() throws Exception {
    assertThat(ran(lock("istio: {revision: one}")).tags()).isEmpty();
  }

  @Test
  void whereNoneIsWrittenTheFileOfTheTagIsRead() throws Exception {
    assertThat(ran(new ClusterLock("retail", "east", new TreeMap<>())).tags())
        .containsEntry("default", "one");
  }
}
