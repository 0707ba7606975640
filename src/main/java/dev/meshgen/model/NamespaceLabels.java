package dev.meshgen.model;

/** The labels and annotations of Istio's namespace that a mesh depends on. */
public final class NamespaceLabels {
  /** The network of the workloads in a cluster; of its gateways, too. */
  public static final String NETWORK = "topology.istio.io/network";

  /** Annotation: whose istiod may control the cluster. */
  public static final String CONTROL_PLANE = "topology.istio.io/controlPlaneClusters";

  /** What Pods the API server admits, by Kubernetes' Pod Security Standards. */
  public static final String POD_SECURITY = "pod-security.kubernetes.io/enforce";

  /** Its value that admits node agents. */
  public static final String PRIVILEGED = "privileged";

  private NamespaceLabels() {}
}
