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

  /**
   * The account of the tree, with the roles of some control planes.
   *
   * @param generation each has its own, so that the tokens of one end together, whatever engine
   *     deletes it
   */
  static ReaderAccount own(int generation, List<Revision> controls, String namespace) {
    List<Binding> bindings = new ArrayList<>();
    for (Revision control : controls) {
      bindings.add(
          new Binding(control.of(OWN) + "-" + namespace, control.of(ROLE) + "-" + namespace));
    }
    return new ReaderAccount(own(generation), bindings);
  }

  /** The account of the tree, with the role that the tree has for it. */
  static ReaderAccount limited(int generation, String namespace) {
    String name = role(namespace);
    return new ReaderAccount(own(generation), List.of(new Binding(name, name)));
  }

  /**
   * The ClusterRole that the tree has for its own accounts, and what binds them to it: another
   * binding than that to a chart's role, since no binding can change its role.
   */
  public static String role(String namespace) {
    return OWN + "-minimal-" + namespace;
  }

  /** The name of the tree's account with a generation of tokens. */
  public static String own(int generation) {
    return generation == 1 ? OWN : OWN + "-" + generation;
  }

  /** Whether an account of this name is one of the tree's. */
  public static boolean isOwn(String name) {
    return name.equals(OWN) || name.startsWith(OWN + "-");
  }

  /** The generation of tokens that an account of a reader has. */
  public static int generation(String name) {
    String number = isOwn(name) ? name.substring(OWN.length()) : "";
    return number.matches("-[1-9][0-9]{0,3}") ? Integer.parseInt(number.substring(1)) : 1;
  }

  /**
   * The account with a generation of tokens.
   *
   * @param ofChart whether a chart's will do for the first
   */
  static String of(int generation, boolean ofChart) {
    return generation == 1 && ofChart ? OF_CHART : own(generation);
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
