package dev.meshgen.plan;

import dev.meshgen.model.Revision;
import java.util.ArrayList;
import java.util.List;

/**
 * The ServiceAccount whose token others read a cluster with.
 *
 * <p>A chart brings one, which stays as long as Istio does. Where an engine does not delete the
 * Secret of a token by itself, the tree has its own account instead: the engine deletes that, and
 * Kubernetes the token of an account that is gone.
 *
 * @param name in Istio's namespace
 * @param bindings what gives it the rights that the charts give theirs; empty for that one
 */
public record ReaderAccount(String name, List<Binding> bindings) {
  /** The base chart's. */
  public static final String OF_CHART = "istio-reader-service-account";

  /** The tree's own. */
  public static final String OWN = "meshgen-reader";

  /** The istiod chart's, for an istiod elsewhere that is configured in the cluster. */
  public static final String OF_ISTIOD = "istiod";

  private static final String ROLE = "istio-reader-clusterrole";

  public ReaderAccount {
    bindings = List.copyOf(bindings);
  }

  /**
   * A ClusterRoleBinding.
   *
   * @param role the ClusterRole that the istiod chart has for readers, one for each control plane
   */
  public record Binding(String name, String role) {}

  /** The account of a chart. */
  static ReaderAccount ofChart(String name) {
    return new ReaderAccount(name, List.of());
  }

  /** The account of the tree, with the roles of some control planes. */
  static ReaderAccount own(List<Revision> controls, String namespace) {
    List<Binding> bindings = new ArrayList<>();
    for (Revision control : controls) {
      bindings.add(
          new Binding(control.of(OWN) + "-" + namespace, control.of(ROLE) + "-" + namespace));
    }
    return new ReaderAccount(OWN, bindings);
  }

  /** Whether it is part of the tree. */
  public boolean isOwn() {
    return !bindings.isEmpty();
  }

  /** The Secret with its token. */
  public String tokenSecret() {
    return tokenSecret(name);
  }

  /** The Secret with the token of an account, named as {@code istioctl} does. */
  public static String tokenSecret(String account) {
    return account + "-istio-remote-secret-token";
  }
}
