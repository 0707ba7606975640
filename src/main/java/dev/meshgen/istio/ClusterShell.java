package dev.meshgen.istio;

import java.util.List;

/**
 * Commands for clusters of a mesh, which are typed or pasted into a shell. Contexts of kubectl are
 * called as the clusters are; {@code $c} is each of several.
 *
 * @param namespace of Istio
 */
public record ClusterShell(String namespace) {
  private static final int MOST_NAMES = 12;

  /** A cluster, in a command for several. */
  public static final String EACH = "$c";

  private static final String KUBECTL = "kubectl --context " + EACH + " ";

  /** Of an object in Istio's own namespace. */
  public String kubectl(String arguments) {
    return kubectl(namespace, arguments);
  }

  /** Of an object in a namespace. */
  public static String kubectl(String namespace, String arguments) {
    return kubectlAnywhere("-n " + namespace + " " + arguments);
  }

  /** Of objects without a namespace, or in all of them. */
  public static String kubectlAnywhere(String arguments) {
    return KUBECTL + arguments;
  }

  /** What workloads are told to trust, in PEM. */
  public String rootCertificates() {
    return kubectl("get configmap istio-ca-root-cert -o 'jsonpath={.data.root-cert\\.pem}'");
  }

  /** A command of istioctl, which looks for istiod where it usually is unless told. */
  public String istioctl(String arguments) {
    String where =
        namespace.equals(IstioDefaults.NAMESPACE) ? "" : " --istioNamespace " + namespace;
    return "istioctl --context " + EACH + where + " " + arguments;
  }

  /** A command for each of some clusters, in one line. */
  public static String in(List<String> clusters, String command) {
    return clusters.size() == 1
        ? in(clusters.get(0), command)
        : loop(String.join(" ", clusters)) + " " + command + "; done";
  }

  /** A command for one cluster. */
  public static String in(String cluster, String command) {
    return command.replace(EACH, cluster);
  }

  /** A command for each of some clusters, or of as many as anybody names, in lines. */
  public static List<String> lines(List<String> clusters, String command) {
    String names = areTooMany(clusters) ? "CLUSTERS" : String.join(" ", clusters);
    return List.of(loop(names), "  " + command, "done");
  }

  /** Whether a placeholder says as much as their names do. */
  public static boolean areTooMany(List<String> clusters) {
    return clusters.size() > MOST_NAMES;
  }

  private static String loop(String names) {
    return "for c in " + names + "; do";
  }
}
