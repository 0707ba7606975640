package dev.meshgen.model;

import dev.meshgen.net.ClusterScope;
import dev.meshgen.recipient.Recipient;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One cluster, all layers of the spec merged.
 *
 * @param state its step between joining the mesh and leaving it
 * @param receiver what applies and what opens its part of the tree
 * @param origins where each field was written
 */
public record Cluster(
    Identity identity,
    ClusterState state,
    Addressing addressing,
    ControlPlane controlPlane,
    IstioSettings istio,
    Kubernetes kubernetes,
    EastWest eastWest,
    Receiver receiver,
    Origins origins) {

  /**
   * What tells a cluster from the others.
   *
   * @param name also the folder, and part of the names of objects
   * @param id Istio's cluster ID, the key of the remote secret
   */
  public record Identity(
      String name,
      String id,
      SortedMap<String, String> labels,
      PlatformName platform,
      Optional<String> region) {
    public Identity {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
  }

  /**
   * Where its Pods and Services are reached.
   *
   * @param network clusters of one network reach each other's pods directly
   */
  public record Addressing(
      String network, List<Located<String>> podCidrs, List<Located<String>> serviceCidrs) {
    public Addressing {
      podCidrs = List.copyOf(podCidrs);
      serviceCidrs = List.copyOf(serviceCidrs);
    }

    /** What leads to something only within the cluster. */
    public ClusterScope scope(String clusterDomain) {
      return new ClusterScope(serviceCidrs.stream().map(Located::value).toList(), clusterDomain);
    }
  }

  /**
   * What applies and what opens the part of the tree that a cluster receives.
   *
   * @param delivery its engine, with its settings there
   * @param recipients of its {@code cacerts}, as written
   * @param certificate file with that of its controller of Sealed Secrets, relative to the current
   *     folder
   */
  public record Receiver(
      Delivery delivery, List<Located<Recipient>> recipients, Optional<Located<Path>> certificate) {
    public Receiver {
      recipients = List.copyOf(recipients);
    }
  }

  /** The same cluster, delivered in another way. */
  Cluster delivered(UnaryOperator<Delivery> way) {
    return new Cluster(
        identity,
        state,
        addressing,
        controlPlane,
        istio,
        kubernetes,
        eastWest,
        new Receiver(way.apply(delivery()), recipients(), controllerCertificate()),
        origins);
  }

  public Delivery delivery() {
    return receiver.delivery();
  }

  public List<Located<Recipient>> recipients() {
    return receiver.recipients();
  }

  /** The file with the certificate of its controller of Sealed Secrets, if it names one. */
  public Optional<Located<Path>> controllerCertificate() {
    return receiver.certificate();
  }

  public String name() {
    return identity.name();
  }

  /** Istio's cluster ID. */
  public String id() {
    return identity.id();
  }

  public SortedMap<String, String> labels() {
    return identity.labels();
  }

  public PlatformName platform() {
    return identity.platform();
  }

  public String network() {
    return addressing.network();
  }

  /** Whether its workloads join the mesh through ztunnel. */
  public boolean isAmbient() {
    return istio.dataPlane() == DataPlane.AMBIENT;
  }
}
