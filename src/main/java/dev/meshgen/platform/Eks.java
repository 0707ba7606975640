package dev.meshgen.platform;

import static dev.meshgen.model.LoadBalancer.SUBNETS;
import static dev.meshgen.platform.Reach.ANY;
import static dev.meshgen.platform.Reach.INTERNAL;
import static dev.meshgen.platform.Reach.INTERNET;

import dev.meshgen.model.PlatformName;
import java.util.List;
import java.util.Optional;

/**
 * Amazon EKS with the AWS Load Balancer Controller.
 *
 * <p>Source: {@code docs/guide/service/annotations.md} of aws-load-balancer-controller.
 */
final class Eks implements Platform {
  private static final String AWS = "service.beta.kubernetes.io/aws-load-balancer-";
  private static final String ELASTIC = AWS + "eip-allocations";

  static final LoadBalancers LOAD_BALANCERS =
      new LoadBalancerTable()
          .readClasses("service.k8s.aws/nlb", "eks.amazonaws.com/nlb")
          .set(ANY, AWS + "type", "external")
          .set(ANY, AWS + "nlb-target-type", "ip")
          .makeInternal(AWS + "scheme", "internal")
          // Any other belongs to the cloud controller, which ignores the scheme.
          .only(AWS + "type", "external", "nlb-ip")
          .set(INTERNET, AWS + "scheme", "internet-facing")
          // The gateway's TLS ports do not answer plain health checks; its status port does, on the
          // Pods.
          .set(ANY, AWS + "healthcheck-protocol", "http")
          .set(ANY, AWS + "healthcheck-port", GatewayHealth::podPort)
          .set(ANY, AWS + "healthcheck-path", GatewayHealth::path)
          .takeAddresses(INTERNAL, new EksAddresses(AWS + "private-ipv4-addresses", ELASTIC))
          .take(EksAddresses.ALLOCATION_IDS, INTERNET, ELASTIC)
          .take(SUBNETS, ANY, AWS + "subnets")
          .own("exposure", AWS + "internal")
          .own("sourceRanges", "service.beta.kubernetes.io/load-balancer-source-ranges")
          .needs(
              "The AWS Load Balancer Controller, 2.2 or newer, or EKS Auto Mode. Without either,"
                  + " the gateway's Service gets no address.",
              "Tagged subnets, unless `eastWest.loadBalancer.subnets` names them:"
                  + " `kubernetes.io/role/elb: 1` on public ones, `kubernetes.io/role/internal-elb: 1` on"
                  + " private ones.",
              "Pods with addresses of the VPC, as the Amazon VPC CNI plugin gives them: the load"
                  + " balancer connects to Pods.")
          .changeTls("aws-load-balancer-ssl", "aws-load-balancer-backend-protocol")
          .changeTlsAmongOthers("proxy_protocol_v2.enabled=true")
          .checked(
              new HealthCheck(
                  "the subnets of the load balancer", HealthCheck.Target.POD, "health check"))
          .done();

  @Override
  public PlatformName name() {
    return PlatformName.EKS;
  }

  @Override
  public String title() {
    return "EKS";
  }

  @Override
  public LoadBalancers loadBalancers() {
    return LOAD_BALANCERS;
  }

  @Override
  public Optional<String> webhookFirewall() {
    return Optional.of("on EKS the nodes' security group has to admit it");
  }

  @Override
  public List<String> webhookNeeds() {
    return List.of(
        "A security group of the nodes that admits TCP 15017 from the control plane: webhooks.");
  }

  /** For any other address it answers "Address is not allowed" (istio/istio#46551). */
  @Override
  public Optional<String> webhooksWithin() {
    return Optional.of("VPC");
  }

  @Override
  public Optional<String> betweenNodes() {
    return Optional.of("groups of nodes on EKS have security groups of their own");
  }

  @Override
  public List<String> ambientNote() {
    return List.of(
        "On EKS, health checks of Pods with a security group of their own (SecurityGroupPolicy, mode"
            + " strict) pass",
        "by a rule of the CNI agent: leave its `AMBIENT_ENABLE_AWS_BRANCH_ENI_PROBE` on.");
  }
}
