package dev.meshgen.report;

import dev.meshgen.credential.CredentialUse;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.Verbatim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clusters that no other cluster discovers until a credential is added for them. */
final class MissingCredentials {
  /** Above this, one command with a placeholder says as much; the table says for which clusters. */
  private static final int MOST_COMMANDS = 20;

  private MissingCredentials() {}

  /** A template's view: the commands that file them. */
  record View(List<Verbatim> commands, boolean remotes) {}

  static Optional<View> of(MeshPlan plan, SecretFacts facts) {
    List<ClusterPlan> found = plan.undiscovered(facts::isDiscoverable);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<Verbatim> commands = new ArrayList<>();
    if (found.size() > MOST_COMMANDS) {
      found.stream()
          .filter(ClusterPlan::isConfigCluster)
          .forEach(cluster -> commands.add(command(plan, cluster.name(), CredentialUse.CONFIG)));
      commands.add(command(plan, "CLUSTER", CredentialUse.REMOTE));
    } else {
      for (ClusterPlan cluster : found) {
        CredentialUse use = cluster.isConfigCluster() ? CredentialUse.CONFIG : CredentialUse.REMOTE;
        commands.add(command(plan, cluster.name(), use));
      }
    }
    return Optional.of(
        new View(commands, found.stream().anyMatch(each -> each.remoteOf().isPresent())));
  }

  private static Verbatim command(MeshPlan plan, String cluster, CredentialUse use) {
    return new Verbatim(
        "kubectl --context "
            + cluster
            + " -n "
            + plan.mesh().istioNamespace()
            + " get secret "
            + use.tokenSecret()
            + " -o yaml |"
            + " \\\n  meshgen credential add "
            + cluster
            + " -f SPEC -o "
            + plan.mesh().delivery().path()
            + " --from-file -");
  }
}
