package dev.meshgen.istio;

import java.util.List;

/** The part of {@link OwnedTable} about the charts of node agents. */
final class OwnedByNodes {
  private OwnedByNodes() {}

  static List<OwnedValue> cni() {
    return new OwnedTable()
        .own(OwnedTable.PROFILE, OwnedTable.NONE, "profile")
        .own("the profile of the data plane sets it", OwnedTable.DATA_PLANE, "ambient.enabled")
        .own(
            "it must be the same in every cluster that resolves the mesh's services",
            "Mesh.spec.istio.dnsCapture",
            "ambient.dnsCapture")
        .own(OwnedTable.ONE_HUB, OwnedTable.HUB, "hub", "global.hub", "repair.hub")
        .done();
  }

  static List<OwnedValue> ztunnel() {
    return new OwnedTable()
        .own(OwnedTable.PROFILE, OwnedTable.NONE, "profile")
        .own(
            OwnedTable.SAME_CLUSTER,
            OwnedTable.CLUSTER,
            "multiCluster.clusterName",
            "env.ISTIO_META_CLUSTER_ID",
            OwnedTable.METADATA + "ISTIO_META_CLUSTER_ID")
        .own(
            OwnedTable.SAME_NETWORK,
            OwnedTable.NETWORK,
            "network",
            "env.NETWORK",
            OwnedTable.METADATA + "NETWORK")
        .own(OwnedTable.SAME_NAMESPACE, OwnedTable.NAMESPACE, "istioNamespace")
        .own(OwnedTable.SAME_ZTUNNEL, OwnedTable.NONE, "resourceName")
        .own(OwnedTable.OUR_CA, OwnedTable.TRUST, "caAddress", "env.CA_ADDRESS")
        .own(OwnedTable.ONE_HUB, OwnedTable.HUB, "hub")
        .own(OwnedTable.OUR_ISTIOD, OwnedTable.ROLE, "xdsAddress", "env.XDS_ADDRESS")
        .own(OwnedTable.SAME_REVISION, OwnedTable.NONE, "revision")
        .done();
  }
}
