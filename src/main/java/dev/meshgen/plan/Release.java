package dev.meshgen.plan;

import dev.meshgen.istio.Chart;
import dev.meshgen.istio.LiveRoots;
import dev.meshgen.model.Revision;
import dev.meshgen.yaml.YamlMap;
import java.util.Optional;

/**
 * One Helm release of a cluster.
 *
 * @param release its name in a cluster, but for the revision of an istiod
 * @param control the control plane that it is or belongs to, with the version of the chart
 * @param namespace that it is installed into
 * @param failClosedWebhook whether the chart has a value to fail closed from the start, so that
 *     istiod's own switch from Ignore to Fail is not drift
 * @param liveRoots what lets an istiod of its version take other roots while it runs
 * @param overrides the raw values of the spec, a second values file
 */
public record Release(
    Kind kind,
    String release,
    Revision control,
    String namespace,
    boolean failClosedWebhook,
    LiveRoots liveRoots,
    Optional<YamlMap> overrides) {

  /** What a release brings: which chart, when, and from which template its values come. */
  public enum Kind {
    BASE(Layer.BASE, Chart.BASE, "base"),
    ISTIOD(Layer.ISTIOD, Chart.ISTIOD, "istiod"),
    /** What the istiod chart installs in a cluster that another cluster's istiod serves. */
    REMOTE(Layer.ISTIOD, Chart.ISTIOD, "istiod-remote"),
    /** The base chart where an istiod outside of the mesh takes its configuration from. */
    CONFIG_BASE(Layer.BASE, Chart.BASE, "base-config"),
    /** What the istiod chart installs there. */
    CONFIG(Layer.ISTIOD, Chart.ISTIOD, "istiod-config"),
    /** An istiod for other clusters, which takes its configuration from one of them. */
    EXTERNAL(Layer.ISTIOD, Chart.ISTIOD, "istiod-external"),
    /** The gateway through which remotes reach it. */
    ISTIOD_GATEWAY(
        Layer.ISTIOD_GATEWAY,
        Chart.GATEWAY,
        Chart.ISTIOD_GATEWAY,
        HostingPlan.GATEWAY,
        "istiodgateway"),
    /** Redirects the traffic of Pods, on every node. */
    CNI(Layer.CNI, Chart.CNI, "cni"),
    /** Carries the traffic of ambient workloads, on every node. */
    ZTUNNEL(Layer.ZTUNNEL, Chart.ZTUNNEL, "ztunnel"),
    EASTWEST(Layer.EASTWEST, Chart.GATEWAY, "eastwestgateway");

    private final Layer layer;
    private final Chart chart;
    private final String key;
    private final String release;
    private final String template;

    Kind(Layer layer, Chart chart, String template) {
      this(layer, chart, chart.release(), chart.installed(), template);
    }

    Kind(Layer layer, Chart chart, String key, String release, String template) {
      this.layer = layer;
      this.chart = chart;
      this.key = key;
      this.release = release;
      this.template = template;
    }

    public Chart chart() {
      return chart;
    }

    /** Its name under {@code values} in the spec. */
    public String key() {
      return key;
    }

    /** Its name in a cluster, unless the spec says otherwise. */
    String usualName() {
      return release;
    }

    /** Its place in the order of the cluster. */
    public Layer layer() {
      return layer;
    }

    /** Name of the template of its values. */
    public String template() {
      return template;
    }
  }

  /** Its place in the order of the cluster. */
  public Layer layer() {
    return kind.layer;
  }

  /** Name of its files. */
  public String key() {
    return revised(kind.key);
  }

  /** Its name in the cluster. */
  public String name() {
    return revised(release);
  }

  public String version() {
    return control.version();
  }

  /** The same under another name. */
  Release named(String name) {
    return new Release(kind, name, control, namespace, failClosedWebhook, liveRoots, overrides);
  }

  /** The tag of its chart in an OCI registry, where Helm writes an underscore for a plus sign. */
  public String chartTag() {
    return version().replace('+', '_');
  }

  /** Each control plane has an istiod; of everything else there is one. */
  private String revised(String what) {
    return layer() == Layer.ISTIOD ? control.of(what) : what;
  }

  /** The name under which Istio publishes its chart. */
  public String chart() {
    return kind.chart.id();
  }
}
