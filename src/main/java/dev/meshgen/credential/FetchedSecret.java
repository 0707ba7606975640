package dev.meshgen.credential;

import dev.meshgen.model.ApiServer;
import dev.meshgen.model.TokenStore;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.vault.ExternalSecret;
import dev.meshgen.seal.vault.ExternalSecret.Source;
import dev.meshgen.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same remote secret as {@link RemoteSecret}, but for a token that its cluster pushes to a
 * store: an {@code ExternalSecret}, whose Go template puts token and certificate authority into the
 * kubeconfig. All else in that is the spec's, and holds nothing that a template would take for its
 * own.
 */
public final class FetchedSecret {
  private static final String TOKEN = "token";
  private static final String CA = "ca";

  private FetchedSecret() {}

  /**
   * The manifest.
   *
   * @param cluster what the spec says of the cluster, the address of its API server among it
   * @param place of the token in the store
   */
  public static String of(ClusterFacts cluster, TokenStore store, String place) {
    boolean pushed = cluster.apiServer().hasOwnCa();
    String kubeconfig =
        kubeconfig(
            cluster,
            pushed
                ? Optional.of("{{ ." + CA + " | b64enc }}")
                : cluster.apiServer().caData().map(String::strip),
            TOKEN);
    List<Source> sources = new ArrayList<>(List.of(new Source(TOKEN, place)));
    if (pushed) {
      sources.add(new Source(CA, place));
    }
    try (SecretManifest head = RemoteSecret.head(cluster).build()) {
      return YamlWriter.write(
          new ExternalSecret(store.reference(), store.interval(), store.deletionPolicy())
              .of(head, Map.of(cluster.use().key(cluster.id()), kubeconfig), sources));
    }
  }

  /**
   * A kubeconfig whose token a template puts in. Quoted as JSON, whatever that is stays one scalar.
   *
   * @param ca base64 of the certificate authority, or a template of it; a public one is not named
   * @param token the name that a template knows it by
   */
  static String kubeconfig(ClusterFacts cluster, Optional<String> ca, String token) {
    ApiServer server = cluster.apiServer();
    ReachedServer reached =
        new ReachedServer(
            server.address().orElseThrow(), server.tlsServerName(), server.proxyUrl());
    return KubeconfigText.beforeToken(
            cluster.id(), reached, server.publicCa() ? Optional.empty() : ca)
        + "{{ ."
        + token
        + " | toJson }}\n";
  }
}
