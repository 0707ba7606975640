package dev.meshgen.plan;

import java.util.List;
import java.util.Optional;

/** What the authority of a mesh has to do with a cluster, as far as a plan depends on it. */
public interface AuthorityTraits {

  /** Who signs the intermediates whose keys the tree holds. */
  KeyHolder signs();

  /** Whether the tree holds sealed keys: {@code cacerts} for each istiod. */
  default boolean sealsKeys() {
    return signs() != KeyHolder.CLUSTER;
  }

  /**
   * Whether certificates and the key that signs are imported, and none is made that was not asked
   * for. Then the tree need not hold a key of the root.
   */
  default boolean importsKeys() {
    return signs() == KeyHolder.IMPORTED;
  }

  /**
   * The entries of the Secret that an istiod needs before it starts, and without which it would
   * sign by its own root.
   */
  RequiredSecret required();

  /** Host and port of what signs workload certificates instead of istiod. */
  default Optional<String> caAddress() {
    return Optional.empty();
  }

  /**
   * The signer of the certificates API of Kubernetes to which istiod hands the requests of
   * workloads.
   */
  default Optional<String> signer() {
    return Optional.empty();
  }

  /** Whether something else than istiod signs the certificates of workloads. */
  default boolean signsWorkloads() {
    return caAddress().isPresent() || signer().isPresent();
  }

  /** Whether objects in a cluster ask for its intermediate. */
  default boolean asksInCluster() {
    return false;
  }

  /**
   * A Secret in Istio's namespace.
   *
   * @param name of the Secret
   * @param entries all of which it must have, the certificates of the roots last
   * @param optional entries that it may have besides
   */
  record RequiredSecret(String name, List<String> entries, List<String> optional) {
    public RequiredSecret {
      entries = List.copyOf(entries);
      optional = List.copyOf(optional);
    }

    /** The entry with the certificates of the roots. */
    public String root() {
      return entries.get(entries.size() - 1);
    }
  }
}
