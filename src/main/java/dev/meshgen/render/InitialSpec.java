package dev.meshgen.render;

import java.util.Optional;

/**
 * The spec that {@code meshgen init} writes.
 *
 * @param argocd set for delivery by Argo CD
 * @param flux set for delivery by Flux
 */
public record InitialSpec(
    String mesh,
    String trustDomain,
    String istioVersion,
    String clustersRecipient,
    String rootRecipient,
    Optional<ArgoCd> argocd,
    Optional<Flux> flux) {

  /** Where Argo CD finds the tree. */
  public record ArgoCd(String repoURL, String path, String revision) {}

  /** Where Flux finds the tree. */
  public record Flux(String path) {}

  /** The text of the spec. */
  public String text() {
    return Templates.builtIn().render("init/mesh.yaml", this);
  }
}
