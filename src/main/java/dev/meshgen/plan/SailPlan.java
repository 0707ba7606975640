package dev.meshgen.plan;

import dev.meshgen.istio.SailResource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the Sail Operator installs in a cluster, in place of charts.
 *
 * @param resources its custom resources, in the order in which they are applied
 */
public record SailPlan(List<Resource> resources) {
  public SailPlan {
    resources = List.copyOf(resources);
  }

  /**
   * A custom resource.
   *
   * @param name of an {@code Istio}, the revision of its control plane; for the others, of which
   *     there is one per cluster, the name that the definition prescribes
   * @param layer the layer whose folder it is in
   * @param namespace that it installs into, which must exist and never change
   * @param condition that must be true before the next layer
   * @param releases the releases whose values make up the resource's, in order; the last gives the
   *     version
   */
  public record Resource(
      SailResource kind,
      String name,
      Layer layer,
      String namespace,
      String condition,
      List<Release> releases) {
    public Resource {
      releases = List.copyOf(releases);
    }

    /** The version of Istio as resources name it. */
    public String version() {
      return "v" + release().version();
    }

    private Release release() {
      return releases.get(releases.size() - 1);
    }

    /** Its file in the folder of the layer. */
    public String file() {
      boolean named = kind == SailResource.ISTIO && !release().control().name().isEmpty();
      return named ? "istio-" + name + ".yaml" : kind.file();
    }
  }

  /** The resources of a layer. */
  public List<Resource> of(Layer layer) {
    return resources.stream().filter(resource -> resource.layer() == layer).toList();
  }

  /** The releases that they replace, each once. */
  public List<Release> releases() {
    Set<Release> releases = new LinkedHashSet<>();
    resources.forEach(resource -> releases.addAll(resource.releases()));
    return new ArrayList<>(releases);
  }

  /** The kinds of resources there are, in order. */
  public List<SailResource> kinds() {
    return resources.stream().map(Resource::kind).distinct().toList();
  }
}
