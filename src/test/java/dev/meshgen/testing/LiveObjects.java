package dev.meshgen.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an engine leaves of a layer in a cluster from one commit to the next. Both rules are those
 * of the real ones.
 */
public final class LiveObjects {
  private static final String ACCOUNT = "/metadata/annotations/kubernetes.io~1service-account.name";

  private final boolean prunesTokens;
  private final Map<String, Manifest> live = new TreeMap<>();

  private LiveObjects(boolean prunesTokens) {
    this.prunesTokens = prunesTokens;
  }

  /**
   * Of Argo CD, which never prunes the Secret of a token: it belongs to its ServiceAccount, and
   * what belongs to something is not managed (gitops-engine {@code resolveResourceReferences} in
   * {@code pkg/cache/references.go}).
   */
  public static LiveObjects ofArgoCd() {
    return new LiveObjects(false);
  }

  /** Of Flux, which prunes whatever is in its inventory. */
  public static LiveObjects ofFlux() {
    return new LiveObjects(true);
  }

  /** Applies all that a layer holds now, and prunes what it held before. */
  public void sync(List<Manifest> objects) {
    Map<String, Manifest> wanted =
        objects.stream().collect(Collectors.toMap(LiveObjects::id, object -> object));
    live.values()
        .removeIf(object -> !wanted.containsKey(id(object)) && (prunesTokens || !isToken(object)));
    live.putAll(wanted);
    collectTokens();
  }

  /**
   * Kubernetes deletes the tokens of an account that is gone (kubernetes {@code
   * tokens_controller.go}). That of the base chart stays as long as Istio.
   */
  private void collectTokens() {
    List<String> accounts =
        live.values().stream()
            .filter(object -> object.kind().equals("ServiceAccount"))
            .map(Manifest::name)
            .toList();
    live.values()
        .removeIf(
            object ->
                isToken(object)
                    && !object.text(ACCOUNT).equals(AccountToken.ACCOUNT)
                    && !accounts.contains(object.text(ACCOUNT)));
  }

  /** The accounts of the tokens that are valid. */
  public List<String> tokens() {
    return live.values().stream()
        .filter(LiveObjects::isToken)
        .map(object -> object.text(ACCOUNT))
        .toList();
  }

  /** The kinds of what is there. */
  public List<String> kinds() {
    return live.values().stream().map(Manifest::kind).sorted().toList();
  }

  private static boolean isToken(Manifest object) {
    return object.kind().equals("Secret")
        && object.text("/type").equals("kubernetes.io/service-account-token");
  }

  private static String id(Manifest object) {
    return object.kind() + "/" + object.name();
  }
}
