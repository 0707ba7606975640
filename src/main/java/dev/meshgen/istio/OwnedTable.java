package dev.meshgen.istio;

import dev.meshgen.platform.Platforms;
import java.util.ArrayList;
import java.util.List;

/** The table behind {@link OwnedValue#of}: per chart, which paths, why, and what decides them. */
final class OwnedTable {
  static final String METADATA = "meshConfig.defaultConfig.proxyMetadata.";

  private static final String ANNOTATION = "service.annotations.";

  static final String CLUSTER = "Cluster.spec.clusterID";
  static final String NETWORK = "Cluster.spec.network";
  static final String NAMESPACE = "Mesh.spec.istio.namespace";
  static final String TRUST = "Mesh.spec.trust";
  static final String ROLE = "Cluster.spec.controlPlane";
  static final String REVISION = "Mesh.spec.istio.revision";
  static final String DATA_PLANE = "Cluster.spec.istio.dataPlane";
  private static final String TAGS = "Mesh.spec.istio.tags";
  static final String NONE = "";

  static final String SAME_CLUSTER =
      "istiod rejects proxies whose cluster name differs from the remote secret's";
  static final String SAME_NETWORK =
      "it must match the network label of the namespace and of the east-west gateway";
  private static final String SAME_MESH = "every cluster must have the same mesh ID";
  static final String SAME_NAMESPACE =
      "istiod looks up remote secrets and labels in the namespace of this name in every cluster";
  static final String SAME_REVISION =
      "gateways, webhooks and istiod find each other by the revision";
  static final String OUR_CA =
      "workloads get their certificates from the mesh's certificate authorities; others, such as"
          + " those of cert-manager, istio-csr or Vault, are not supported";
  static final String OUR_ISTIOD =
      "it decides which istiod this cluster's proxies and webhooks talk to";
  private static final String READER =
      "istiod in other clusters reads this one with the reader's credential";
  static final String SAME_ZTUNNEL =
      "istiod signs workload certificates only for the ztunnel of this name and namespace";
  static final String PROFILE =
      "the profile follows from the data plane and the role of the cluster";
  static final String ONE_HUB =
      "all images of a cluster come from one hub, whose versions are known";
  static final String HUB = "Cluster.spec.istio.hub";
  private static final String VALIDATION =
      "delivery order and ignored drift are made for the webhook as it is";

  private final List<OwnedValue> values = new ArrayList<>();

  OwnedTable() {}

  OwnedTable own(String reason, String instead, String... paths) {
    for (String path : paths) {
      values.add(new OwnedValue(ValuePaths.parse(path), reason, instead));
    }
    return this;
  }

  List<OwnedValue> done() {
    return List.copyOf(values);
  }

  static List<OwnedValue> base() {
    return new OwnedTable()
        .own(PROFILE, NONE, "profile")
        .own(SAME_NAMESPACE, NAMESPACE, "global.istioNamespace")
        .own(SAME_REVISION, TAGS, "defaultRevision")
        .own(READER, NONE, "global.enableReaderRBAC", "global.readerServiceAccount")
        .own(
            VALIDATION,
            NONE,
            "base.validationFailurePolicy",
            "base.validationURL",
            "base.validationCABundle")
        .done();
  }

  static List<OwnedValue> istiod() {
    OwnedTable table = new OwnedTable();
    identity(table);
    trust(table);
    controlPlane(table);
    dataPlane(table);
    return table.done();
  }

  private static void identity(OwnedTable table) {
    table
        .own(
            SAME_CLUSTER,
            CLUSTER,
            "global.multiCluster.clusterName",
            "env.CLUSTER_ID",
            METADATA + "ISTIO_META_CLUSTER_ID")
        .own(
            "an argument such as --clusterID or --domain overrides the values that meshgen sets",
            NONE,
            "extraContainerArgs")
        .own(SAME_NETWORK, NETWORK, "global.network", METADATA + "ISTIO_META_NETWORK")
        .own(
            "it assigns endpoints to networks regardless of their labels; a gateway has one address for"
                + " all other networks",
            NETWORK,
            "global.meshNetworks")
        .own(
            SAME_MESH,
            "Mesh.metadata.name",
            "global.meshID",
            "meshConfig.defaultConfig.meshId",
            METADATA + "ISTIO_META_MESH_ID")
        .own(
            "all clusters have the trust domain of the mesh; one for each cluster is not supported",
            "Mesh.spec.trustDomain",
            "meshConfig.trustDomain",
            "global.trustDomain",
            METADATA + "TRUST_DOMAIN")
        .own(
            SAME_NAMESPACE,
            NAMESPACE,
            "global.istioNamespace",
            "meshConfig.rootNamespace",
            "env.POD_NAMESPACE")
        .own(
            "every cluster and chart must use the same cluster domain",
            "Mesh.spec.clusterDomain",
            "global.proxy.clusterDomain")
        .own(
            "it must be the same in every cluster that resolves the mesh's services",
            "Mesh.spec.istio.dnsCapture",
            METADATA + "ISTIO_META_DNS_CAPTURE");
  }

  private static void trust(OwnedTable table) {
    table
        .own(
            "the list mounts the Secret cacerts so that istiod does not start without it,"
                + " and a list in raw values replaces it",
            NONE,
            "volumes",
            "volumeMounts")
        .own(
            OUR_CA,
            TRUST,
            "global.caAddress",
            "global.caName",
            "global.pilotCertProvider",
            "meshConfig.ca",
            "env.ENABLE_CA_SERVER",
            "env.EXTERNAL_CA",
            "env.PILOT_CERT_PROVIDER",
            "env.ROOT_CA_DIR",
            "env.USE_CACERTS_FOR_SELF_SIGNED_CA");
  }

  private static void dataPlane(OwnedTable table) {
    table
        .own(
            "it must match what runs on the nodes of this cluster",
            DATA_PLANE,
            "env.PILOT_ENABLE_AMBIENT",
            METADATA + "ISTIO_META_ENABLE_HBONE")
        .own(
            "it cuts off the sidecars of this cluster from all endpoints in other clusters",
            "Mesh.spec.istio.ambient.multiNetwork",
            "env.AMBIENT_ENABLE_MULTI_NETWORK")
        .own(
            "it must be the same in every cluster, and a list in raw values replaces meshgen's",
            "Mesh.spec.istio.ambient.globalServices",
            "meshConfig.serviceScopeConfigs")
        .own(SAME_ZTUNNEL, NONE, "trustedZtunnelNamespace", "trustedZtunnelName");
  }

  private static void controlPlane(OwnedTable table) {
    table
        .own(PROFILE, NONE, "profile")
        .own(
            OUR_ISTIOD,
            ROLE,
            "istiodRemote",
            "configMap",
            "global.remotePilotAddress",
            "global.externalIstiod",
            "global.configCluster",
            "meshConfig.defaultConfig.discoveryAddress",
            "env.EXTERNAL_ISTIOD",
            "env.KUBECONFIG",
            "env.LOCAL_CLUSTER_SECRET_WATCHER",
            "env.SHARED_MESH_CONFIG",
            "env.INJECTION_WEBHOOK_CONFIG_NAME",
            "env.VALIDATION_WEBHOOK_CONFIG_NAME",
            "global.operatorManageWebhooks",
            METADATA + "CA_ROOT_CA",
            METADATA + "XDS_ROOT_CA")
        .own(SAME_REVISION, REVISION, "revision", "env.REVISION")
        .own(
            "a tag must be able to move from one release to another without a gap",
            TAGS,
            "revisionTags")
        .own(ONE_HUB, HUB, "hub", "global.hub")
        .own(READER, NONE, "global.enableReaderRBAC", "global.readerServiceAccount")
        .own(
            "istiod would read credentials of other clusters from files and ignore remote secrets",
            NONE,
            "env.PILOT_MULTICLUSTER_KUBECONFIG_PATH")
        .own(
            VALIDATION,
            NONE,
            "base.validationFailurePolicy",
            "base.validationURL",
            "base.validationCABundle");
  }

  static List<OwnedValue> gateway() {
    return new OwnedTable()
        .own(PROFILE, NONE, "profile")
        .own(
            "the gateway's listeners, policies and health checks find it by this name",
            "Cluster.spec.eastWest.name",
            "name")
        .own(
            "the gateway's listeners, policies and health checks select it by these labels",
            "Cluster.spec.eastWest.selector",
            "labels.app",
            "labels.istio",
            "service.selectorLabels")
        .own(
            SAME_NETWORK,
            NETWORK,
            "networkGateway",
            "labels.topology\\.istio\\.io/network",
            "env.ISTIO_META_NETWORK",
            "env.ISTIO_META_REQUESTED_NETWORK_VIEW")
        .own(SAME_CLUSTER, CLUSTER, "env.ISTIO_META_CLUSTER_ID")
        .own(SAME_MESH, "Mesh.metadata.name", "env.ISTIO_META_MESH_ID")
        .own(
            "other networks connect to the gateway on the ports of a network gateway",
            "Cluster.spec.eastWest.ports",
            "networkGatewayPorts",
            "labels.networking\\.istio\\.io/gatewayPort",
            "service.ports")
        .own(
            "a list in raw values replaces the one from the spec",
            "Cluster.spec.eastWest.sourceRanges",
            "service.loadBalancerSourceRanges")
        .own(
            "the spec must show whether the internet reaches the gateway, whose listener refuses no"
                + " client",
            "Cluster.spec.eastWest.exposure",
            annotations("exposure"))
        .own(
            "remotes and firewalls use the address in the spec",
            "Cluster.spec.eastWest.loadBalancer.addresses",
            "service.loadBalancerIP")
        .own(SAME_REVISION, REVISION, "revision")
        .own(
            "the chart's NetworkPolicy does not open the ports of a network gateway",
            "Mesh.spec.security.networkPolicy",
            "global.networkPolicy.enabled")
        .done();
  }

  /** Where values hold the annotations that a field of the gateway decides. */
  private static String[] annotations(String field) {
    return Platforms.annotations(field).stream()
        .map(annotation -> ANNOTATION + annotation.replace(".", "\\."))
        .toArray(String[]::new);
  }

  /** The gateway of an external istiod, which belongs to another Istio than its mesh. */
  static List<OwnedValue> istiodGateway() {
    return new OwnedTable()
        .own(PROFILE, NONE, "profile")
        .own("the listeners of istiod select it by this name", NONE, "name", "labels.istio")
        .own("remotes reach istiod on these ports", NONE, "service.ports", "networkGatewayPorts")
        .own("istiod would treat it as a network gateway", NONE, "networkGateway")
        .own(
            "the lists mount its certificate and the root of the mesh, and a list in raw values"
                + " replaces them",
            "Cluster.spec.controlPlane.credentialName",
            "volumes",
            "volumeMounts")
        .own(
            "it must not read the signing key of the mesh, which is in the same namespace",
            NONE,
            "rbac")
        .own(
            "a list in raw values replaces the one from the spec",
            "Cluster.spec.eastWest.sourceRanges",
            "service.loadBalancerSourceRanges")
        .own(
            "firewalls use the address in the spec",
            "Cluster.spec.eastWest.loadBalancer.addresses",
            "service.loadBalancerIP")
        .done();
  }
}
