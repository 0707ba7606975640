package dev.meshgen.lock;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a render has left to run in a cluster: the next one is judged by how it differs. In the
 * words of the spec.
 *
 * @param membership its part in the mesh
 * @param engine that applies its folder
 * @param istio what is installed
 * @param gateway its east-west gateway
 * @param host name of the gateway of an istiod outside of the mesh
 * @param settings that objects which run depend on, by their fields in the spec; empty in a lock
 *     from before they were recorded, so that nothing is known of them
 */
public record RunningCluster(
    Membership membership,
    String engine,
    RunningIstio istio,
    Optional<RunningGateway> gateway,
    Optional<String> host,
    Optional<SortedMap<String, String>> settings) {
  public RunningCluster {
    Objects.requireNonNull(membership);
    Objects.requireNonNull(engine);
    Objects.requireNonNull(istio);
    Objects.requireNonNull(gateway);
    Objects.requireNonNull(host);
    settings = settings.map(TreeMap::new).map(Collections::unmodifiableSortedMap);
  }

  /**
   * A cluster's part in the mesh.
   *
   * @param state its step between joining and leaving
   * @param role its role in the control plane
   * @param clusterId by which istiod knows it, if that is not its name
   * @param discovered whether others are told of its endpoints
   */
  public record Membership(
      String state, String role, String network, Optional<String> clusterId, boolean discovered) {
    public Membership {
      Objects.requireNonNull(clusterId);
      Objects.requireNonNull(state);
      Objects.requireNonNull(role);
      Objects.requireNonNull(network);
    }
  }

  /**
   * A gateway for other networks.
   *
   * @param kind what it is made of
   * @param address that the spec promises
   * @param place its name and namespace
   * @param ports of its load balancer that are not the usual ones, by their names in the spec
   */
  public record RunningGateway(
      String kind, Optional<String> address, Place place, SortedMap<String, String> ports) {
    public RunningGateway {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(address);
      Objects.requireNonNull(place);
      ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
    }

    /** One with the usual name, namespace and ports. */
    public RunningGateway(String kind, Optional<String> address) {
      this(kind, address, Place.USUAL, Collections.emptySortedMap());
    }
  }

  /**
   * What a gateway is called, and where it is.
   *
   * @param name of it, if the spec says anything
   * @param namespace of it, if the spec says anything
   */
  public record Place(Optional<String> name, Optional<String> namespace) {
    static final Place USUAL = new Place(Optional.empty(), Optional.empty());

    public Place {
      Objects.requireNonNull(name);
      Objects.requireNonNull(namespace);
    }
  }
}
