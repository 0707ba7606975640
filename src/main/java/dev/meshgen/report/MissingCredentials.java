package dev.meshgen.report;

import dev.meshgen.istio.ClusterShell;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.VerbatimText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clusters that no other cluster discovers until a credential is added for them. */
final class MissingCredentials {
  /** Above this, one command with a placeholder says as much; the table says for which clusters. */
  private static final int MOST_COMMANDS = 20;

  private MissingCredentials() {}

  /**
   * A template's view: the commands that file them.
   *
   * @param stored whether credentials are kept in Vault
   */
  record View(List<VerbatimText> commands, boolean remotes, boolean stored) {}

  static Optional<View> of(MeshPlan plan, SecretFacts facts) {
    List<ClusterPlan> found = plan.undiscovered(facts::isDiscoverable);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<VerbatimText> commands = new ArrayList<>();
    if (found.size() > MOST_COMMANDS) {
      found.stream()
          .filter(ClusterPlan::isConfigCluster)
          .forEach(cluster -> commands.add(command(plan, cluster.name(), secret(cluster))));
      found.stream()
          .filter(cluster -> !cluster.isConfigCluster())
          .map(MissingCredentials::secret)
          .distinct()
          .forEach(secret -> commands.add(command(plan, "CLUSTER", secret)));
    } else {
      for (ClusterPlan cluster : found) {
        commands.add(command(plan, cluster.name(), secret(cluster)));
      }
    }
    return Optional.of(
        new View(
            commands,
            found.stream().anyMatch(each -> each.remoteOf().isPresent()),
            plan.mesh().store().isPresent()));
  }

  private static String secret(ClusterPlan cluster) {
    return cluster.account().orElseThrow().tokenSecret();
  }

  private static VerbatimText command(MeshPlan plan, String cluster, String secret) {
    ClusterShell shell = new ClusterShell(plan.mesh().istioNamespace());
    return new VerbatimText(
        ClusterShell.in(cluster, shell.kubectl("get secret " + secret + " -o yaml"))
            + " | \\\n  meshgen credential add "
            + cluster
            + " -f SPEC -o "
            + plan.mesh().delivery().path()
            + " --from-file -");
  }
}
