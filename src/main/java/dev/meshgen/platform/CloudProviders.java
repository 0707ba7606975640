package dev.meshgen.platform;

import static dev.meshgen.model.LoadBalancer.ADDRESS_NAME;
import static dev.meshgen.model.LoadBalancer.SUBNETS;
import static dev.meshgen.platform.HealthCheck.Target.KUBE_PROXY;
import static dev.meshgen.platform.HealthCheck.Target.NODE_PORTS;
import static dev.meshgen.platform.Reach.ANY;
import static dev.meshgen.platform.Reach.INTERNAL;
import static dev.meshgen.platform.Reach.INTERNET;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The load balancers of clouds for clusters on a platform that runs on several. PROXY protocol and
 * anything else that changes TLS is named so that it can be refused. Where health checks are plain
 * TCP by default, or go to kube-proxy, nothing is set for them.
 */
final class CloudProviders {
  private static final String BETA = "service.beta.kubernetes.io/";
  private static final String BALANCER = "the load balancer";
  private static final String CHECK = "health check";

  private static final HealthCheck ON_NODE_PORTS = new HealthCheck(BALANCER, NODE_PORTS, CHECK);
  private static final HealthCheck ON_KUBE_PROXY = new HealthCheck(BALANCER, KUBE_PROXY, CHECK);

  /** Source: {@code pkg/providers/v1/aws.go} of cloud-provider-aws. */
  private static LoadBalancers aws() {
    String aws = BETA + "aws-load-balancer-";
    String elastic = aws + "eip-allocations";
    return new LoadBalancerTable()
        .set(ANY, aws + "type", "nlb")
        .makeInternal(aws + "internal", "true")
        .own("exposure", aws + "scheme")
        .takeAddresses(INTERNAL, new EksAddresses(aws + "private-ipv4-addresses", elastic))
        .take(EksAddresses.ALLOCATION_IDS, INTERNET, elastic)
        .take(SUBNETS, ANY, aws + "subnets")
        .own("sourceRanges", BETA + "load-balancer-source-ranges")
        .changeTls(
            "aws-load-balancer-ssl",
            "aws-load-balancer-backend-protocol",
            "aws-load-balancer-proxy-protocol")
        .checked(ON_NODE_PORTS)
        .done();
  }

  /** Source: {@code providers/gce/gce_annotations.go} of cloud-provider-gcp. */
  private static LoadBalancers gcp() {
    String gke = "networking.gke.io/";
    return new LoadBalancerTable()
        .makeInternal(gke + "load-balancer-type", "Internal")
        .own("exposure", "cloud.google.com/load-balancer-type")
        .set(INTERNAL, gke + "internal-load-balancer-allow-global-access", "true")
        .takeAddresses(ANY, new ServiceAddresses())
        .take(SUBNETS, INTERNAL, gke + "internal-load-balancer-subnet")
        .checked(ON_KUBE_PROXY)
        .done();
  }

  /**
   * Sources: {@code docs/load-balancer-annotations.md} and {@code
   * pkg/cloudprovider/providers/oci/load_balancer_spec.go} of oci-cloud-controller-manager, which
   * refuses an internal one with a reserved address. Each kind of load balancer reads one of the
   * annotations that make it internal.
   */
  private static LoadBalancers oci() {
    String nlb = "oci-network-load-balancer.oraclecloud.com/";
    String lb = BETA + "oci-load-balancer-";
    return new LoadBalancerTable()
        .makeInternal(lb + "internal", "true")
        .makeInternal(nlb + "internal", "true")
        .takeAddresses(INTERNET, new ServiceAddresses())
        .take(SUBNETS, ANY, lb + "subnet1")
        .changeTls(
            "oci-load-balancer-connection-proxy-protocol-version",
            "is-ppv2-enabled",
            "oci-load-balancer-ssl-ports",
            "oci-load-balancer-tls-",
            "oci-load-balancer-backend-protocol")
        .checked(new HealthCheck("the subnets of the load balancer", KUBE_PROXY, CHECK))
        .needs(
            "Security lists or groups that admit the load balancer; the cloud controller writes those"
                + " of the subnets unless told not to, and then applies no `sourceRanges` either.")
        .done();
  }

  /**
   * Sources: {@code docs/controllers/services/annotations.md} and {@code
   * cloud-controller-manager/do/loadbalancers.go} of digitalocean-cloud-controller-manager.
   */
  private static LoadBalancers digitalOcean() {
    String own = BETA + "do-loadbalancer-";
    return new LoadBalancerTable()
        .makeInternal(own + "network", "INTERNAL")
        .set(INTERNET, own + "network", "EXTERNAL")
        .takeAddresses(INTERNET, new AnnotatedAddresses(own + "ip", false))
        .own("sourceRanges", own + "allow-rules")
        .changeTls(
            "do-loadbalancer-protocol",
            "do-loadbalancer-http",
            "do-loadbalancer-tls",
            "do-loadbalancer-certificate",
            "do-loadbalancer-enable-proxy-protocol")
        .checked(ON_KUBE_PROXY)
        .done();
  }

  /**
   * Source: {@code docs/reference/load_balancer_annotations.md} of hcloud-cloud-controller-manager.
   */
  private static LoadBalancers hetzner() {
    String own = "load-balancer.hetzner.cloud/";
    return new LoadBalancerTable()
        .makeInternal(own + "disable-public-network", "true")
        // Without a public network it reaches nodes by their private addresses only.
        .set(INTERNAL, own + "use-private-ip", "true")
        .takeAddresses(INTERNAL, new AnnotatedAddresses(own + "private-ipv4", false))
        .take(SUBNETS, INTERNAL, own + "private-subnet-ip-range")
        .sourceRanges(SourceRanges.IGNORED)
        .changeTls(own + "certificate", own + "http", own + "protocol", own + "uses-proxyprotocol")
        .checked(ON_NODE_PORTS)
        .needs(
            "`load-balancer.hetzner.cloud/location` or `network-zone` among"
                + " `eastWest.loadBalancer.annotations`, unless the cloud controller has a default.",
            "For an internal gateway, a private network that the cloud controller and the nodes use.")
        .done();
  }

  /** Sources: {@code docs/configuration} of linode-cloud-controller-manager. */
  private static LoadBalancers linode() {
    String own = BETA + "linode-loadbalancer-";
    return new LoadBalancerTable()
        .take(SUBNETS, INTERNAL, own + "frontend-subnet-id")
        .internalBy(
            SUBNETS,
            "only a subnet of a VPC keeps a NodeBalancer off the internet",
            "set eastWest.loadBalancer.subnets to the ID of the subnet; or"
                + " `eastWest.exposure: internet` with eastWest.sourceRanges")
        .takeAddresses(INTERNET, new AnnotatedAddresses(own + "reserved-ipv4", false))
        .takeRanges(own + "firewall-acl", CloudProviders::allowList)
        .changeTls(
            "linode-loadbalancer-default-protocol",
            "linode-loadbalancer-default-proxy-protocol",
            "linode-loadbalancer-proxy-protocol",
            "linode-loadbalancer-port-")
        .checked(ON_NODE_PORTS)
        .done();
  }

  /** The ranges in JSON, by family. */
  private static String allowList(List<String> ranges) {
    return "{\"allowList\":{\"ipv4\":["
        + quoted(ranges, false)
        + "],\"ipv6\":["
        + quoted(ranges, true)
        + "]}}";
  }

  private static String quoted(List<String> ranges, boolean ipv6) {
    return ranges.stream()
        .filter(range -> range.contains(":") == ipv6)
        .map(range -> "\"" + range + "\"")
        .collect(Collectors.joining(","));
  }

  /**
   * Sources: {@code expose-applications-using-loadbalancer-type-service.md} and {@code
   * pkg/openstack/loadbalancer.go} of cloud-provider-openstack.
   */
  private static LoadBalancerTable octavia() {
    return new LoadBalancerTable()
        .makeInternal(BETA + "openstack-internal-load-balancer", "true")
        .takeAddresses(ANY, new ServiceAddresses())
        .take(SUBNETS, ANY, "loadbalancer.openstack.org/subnet-id")
        .changeTls(
            "loadbalancer.openstack.org/proxy-protocol",
            "loadbalancer.openstack.org/x-forwarded-for",
            "loadbalancer.openstack.org/default-tls-container-ref")
        .checked(ON_NODE_PORTS);
  }

  /**
   * OpenStack's, once they are chosen: the older kind is always public.
   *
   * <p>Source: OVHcloud, "Expose your applications using OVHcloud Public Cloud Load Balancer".
   */
  private static LoadBalancers ovh() {
    String choice = "loadbalancer.ovhcloud.com/class";
    return octavia()
        .set(ANY, choice, "octavia")
        .only(choice, "octavia")
        .needs("A cluster in a private network; an OVHcloud Gateway in it for a public gateway.")
        .done();
  }

  /**
   * Sources: {@code docs/loadbalancer-annotations.md} and {@code scaleway/acl.go} of its
   * controller.
   */
  private static LoadBalancers scaleway() {
    String own = BETA + "scw-loadbalancer-";
    return new LoadBalancerTable()
        .makeInternal(own + "private", "true")
        .takeAddresses(INTERNET, new ServiceAddresses())
        .take(ADDRESS_NAME, INTERNET, own + "ip-ids")
        .take(ADDRESS_NAME, INTERNAL, own + "private-ip-ids")
        .take(SUBNETS, ANY, own + "pn-ids")
        .changeTls(
            "scw-loadbalancer-send-proxy",
            "scw-loadbalancer-proxy-protocol",
            "scw-loadbalancer-protocol-http",
            "scw-loadbalancer-certificate-ids")
        .checked(ON_NODE_PORTS)
        .done();
  }

  /**
   * Source: IBM Cloud, "Setting up a Network Load Balancer for VPC", and {@code pkg/vpcctl} of its
   * VPC controller. Whether it applies source ranges is said nowhere.
   */
  private static LoadBalancers ibm() {
    String own = "service.kubernetes.io/ibm-load-balancer-cloud-provider-";
    return new LoadBalancerTable()
        .makeInternal(own + "ip-type", "private")
        .set(INTERNET, own + "ip-type", "public")
        .take(SUBNETS, ANY, own + "vpc-subnets")
        .sourceRanges(SourceRanges.UNKNOWN)
        .changeTlsAmongOthers("proxy-protocol")
        .checked(ON_NODE_PORTS)
        .done();
  }

  /** Source: {@code docs/service-loadbalancer.md} of exoscale-cloud-controller-manager. */
  private static LoadBalancers exoscale() {
    return new LoadBalancerTable()
        .onlyInternet()
        .sourceRanges(SourceRanges.IGNORED)
        .checked(ON_NODE_PORTS)
        .needs("Nodes in instance pools, to which the load balancer sends.")
        .done();
  }

  static final List<Provider> ALL =
      List.of(
          new Provider("aws", "AWS", aws()),
          new Provider(
              "aws-load-balancer-controller",
              "the AWS Load Balancer Controller",
              Eks.LOAD_BALANCERS),
          new Provider("azure", "Azure", Aks.LOAD_BALANCERS),
          new Provider("gcp", "Google Cloud", gcp()),
          new Provider("oci", "Oracle Cloud", oci()),
          new Provider("digitalocean", "DigitalOcean", digitalOcean()),
          new Provider("hetzner", "Hetzner Cloud", hetzner()),
          new Provider("linode", "Linode", linode()),
          new Provider("openstack", "OpenStack", octavia().done()),
          new Provider("ovh", "OVHcloud", ovh()),
          new Provider("scaleway", "Scaleway", scaleway()),
          new Provider("ibm", "IBM Cloud", ibm()),
          new Provider("exoscale", "Exoscale", exoscale()));

  private CloudProviders() {}
}
