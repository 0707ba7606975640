package dev.meshgen.credential;

import dev.meshgen.plan.TokensPlan;
import dev.meshgen.plan.TokensPlan.Issued;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.vault.ExternalSecret;
import dev.meshgen.seal.vault.TokenGenerator;
import dev.meshgen.yaml.YamlWriter;
import java.util.Map;

/**
 * The same remote secret as {@link RemoteSecret}, but with short-lived tokens: an object that has
 * Vault issue one, and an {@code ExternalSecret} that puts each into the kubeconfig.
 */
public final class IssuedSecret {
  private IssuedSecret() {}

  /**
   * Both manifests.
   *
   * @param cluster what the spec says of the cluster whose token it is
   * @param tokens of the cluster that asks for it
   */
  public static String of(ClusterFacts cluster, TokensPlan tokens, Issued token) {
    String kubeconfig =
        FetchedSecret.kubeconfig(
            cluster, cluster.apiServer().caData().map(String::strip), TokenGenerator.TOKEN);
    try (SecretManifest head = RemoteSecret.head(cluster).build()) {
      return YamlWriter.write(TokenGenerator.of(head, cluster.istioNamespace(), tokens, token))
          + "---\n"
          + YamlWriter.write(
              ExternalSecret.generated(
                  head,
                  Map.of(cluster.use().key(cluster.id()), kubeconfig),
                  tokens.issuer().lifetime().interval().value(),
                  TokenGenerator.KIND));
    }
  }
}
