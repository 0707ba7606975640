package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Namespaces select an injector by a tag or a revision: a name must not select two, or none. Two
 * injectors would inject the same Pod twice.
 */
final class TagsOfRevisions implements Rule {
  /** A tag becomes part of the name of a Service in Istio's own charts and tools. */
  private static final int LONGEST = 43;

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      IstioSettings istio = cluster.istio();
      for (Map.Entry<String, String> tag : istio.revisions().tags().entrySet()) {
        problem(cluster, tag.getKey(), tag.getValue()).ifPresent(report::add);
      }
      boolean tagged = istio.revisions().tags().containsKey(Revision.DEFAULT);
      boolean reserved = istio.revisions().main().filter(Revision.DEFAULT::equals).isPresent();
      if (istio.revisions().main().isPresent() && !tagged && !reserved) {
        report.add(noDefault(cluster));
      }
    }
  }

  private static Optional<Diagnostic> problem(Cluster cluster, String tag, String target) {
    Span at = cluster.origins().at("istio", "tags", tag);
    if (!isLabel(tag)) {
      return Optional.of(
          Diagnostic.of(Code.TAG_NAME, at, "invalid revision tag \"" + tag + "\"")
              .expecting(
                  "at most "
                      + LONGEST
                      + " lower-case letters, digits and \"-\", starting and ending with a"
                      + " letter or digit"));
    }
    if (tag.equals(Revision.DEFAULT)
        && cluster.istio().revisions().main().isEmpty()
        && !introduces(cluster.istio())) {
      return Optional.of(twoDefaults(at, cluster));
    }
    if (!tag.equals(Revision.DEFAULT) && cluster.istio().find(tag).isPresent()) {
      return Optional.of(
          Diagnostic.of(Code.TAG_NAME, at, "tag \"" + tag + "\" is also a revision")
              .expecting("a tag that is not a revision of \"" + cluster.name() + "\"")
              .hinting("rename the tag, or both injectors serve the same namespaces"));
    }
    return cluster.istio().find(target).isPresent()
        ? Optional.empty()
        : Optional.of(noTarget(at, cluster, tag, target));
  }

  /**
   * For as long as a running mesh is given a revision, or loses it, both serve what asks for none.
   * The API server asks one after the other, in the order of the names of their configurations
   * (kubernetes {@code MutatingWebhookConfigurationSorter}). The later one hides from its template
   * what the annotation {@code sidecar.istio.io/status} says was injected, and lays the result over
   * it, name by name, without taking it for the user's own (istio {@code stripPod}, {@code
   * RunTemplate} and {@code reapplyOverwrittenContainers} in {@code pkg/kube/inject}). So there is
   * one proxy, with the settings of the later one; of the same version it has the same containers,
   * volumes and variables, and nothing of the other remains.
   */
  private static boolean introduces(IstioSettings istio) {
    return istio.revisions().isIntroducing()
        && istio.controlPlanes().stream()
            .allMatch(control -> control.version().equals(istio.version()));
  }

  private static Diagnostic twoDefaults(Span at, Cluster cluster) {
    return Diagnostic.of(
            Code.TWO_DEFAULTS, at, "\"" + cluster.name() + "\" already has a default control plane")
        .expecting("the tag `default` with an istio.revision, or for a canary of the same version")
        .hinting(
            "remove the tag; to give a running mesh a revision, `meshgen upgrade plan --to "
                + cluster.istio().version()
                + " --revisions`")
        .relating(cluster.origins().at("istio", "version"), "the control plane without a revision");
  }

  private static Diagnostic noTarget(Span at, Cluster cluster, String tag, String target) {
    List<String> known = cluster.istio().controlPlanes().stream().map(Revision::id).toList();
    Diagnostic found =
        Diagnostic.of(
                Code.TAG_TARGET,
                at,
                "tag \""
                    + tag
                    + "\" points to revision \""
                    + target
                    + "\", which \""
                    + cluster.name()
                    + "\" does not run")
            .expecting("one of " + String.join(", ", known));
    Optional<String> closest = DidYouMean.closest(target, known);
    return closest.isPresent() ? found.hinting(DidYouMean.question(closest.get())) : found;
  }

  private static Diagnostic noDefault(Cluster cluster) {
    String revision = cluster.istio().revisions().main().orElseThrow();
    return Diagnostic.of(
            Code.NO_DEFAULT,
            cluster.origins().at("istio", "revision"),
            "no control plane of \"" + cluster.name() + "\" serves `istio-injection: enabled`")
        .concerning(cluster.name())
        .expecting("a tag `default`, such as istio.tags: {default: " + revision + "}")
        .hinting("add the tag, or only namespaces with `istio.io/rev` get sidecars");
  }

  private static boolean isLabel(String tag) {
    boolean edges = !tag.isEmpty() && !tag.startsWith("-") && !tag.endsWith("-");
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      edges &= c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
    return edges && tag.length() <= LONGEST;
  }
}
