package dev.meshgen.delivery.flux;

import dev.meshgen.plan.Release;

/**
 * A HelmRelease that another one waits for: a template's view.
 *
 * <p>By itself Flux treats it as ready while it is still the previous release: the version of an
 * OCI chart is in its source, so that a new one moves no generation of the HelmRelease. The version
 * in the expression is compared with what was deployed. It also moves the generation of the
 * HelmRelease that waits, so that a Kustomization that checks it does not pass too early.
 *
 * @param readyExpr in CEL, in place of Flux's own check, which it repeats; since helm-controller
 *     1.4, Flux 2.7
 */
record Dependency(String name, String readyExpr) {
  static Dependency on(Release release) {
    // Flux adds the digest of an OCI artifact to the version of its chart, as build metadata.
    return new Dependency(
        release.name(),
        "dep.status.history[0].chartVersion.split('+')[0] == '"
            + withoutBuild(release.version())
            + "' && dep.status.observedGeneration == dep.metadata.generation"
            + " && dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')");
  }

  private static String withoutBuild(String version) {
    int plus = version.indexOf('+');
    return plus < 0 ? version : version.substring(0, plus);
  }
}
