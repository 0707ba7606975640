package dev.meshgen.rules;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import java.util.List;

/** The semantic rules, and the stage that runs them. */
public final class Rules {
  static final List<Rule> ALL =
      List.of(
          new ClusterNameAsFolder(),
          new OverridesMatch(),
          new IstioNamespaceInjects(),
          new RemotesHavePrimaries(),
          new HostingComplete(),
          new ConfigClusterIsRemote(),
          new HostPublic(),
          new ExternalAlone(),
          new ExternalApart(),
          new ExternalInstalled(),
          new ExternalReads(),
          new IstiodGatewayNeedsSourceRanges(),
          new IstioVersionKnown(),
          new KubernetesSupported(),
          new IstioSupportEnded(),
          new IstioKnownBad(),
          new PrimariesWithinOneMinor(),
          new RemoteVersionOfPrimary(),
          new CanaryBesideMain(),
          new TagsOfRevisions(),
          new RevisionsOfCharts(),
          new RevisionNotReserved(),
          new RemoteSettings(),
          new RegistryNotRetired(),
          new HubWellFormed(),
          new PullSecretsDiffer(),
          new ChartsCertSecretUsed(),
          new SailInstalls(),
          new CidrsWellFormed(),
          new CidrOverlap(),
          new NetworkAgrees(),
          new GatewayPerNetwork(),
          new GatewayUseful(),
          new LeavingClusters(),
          new StatesMeant(),
          new DiscoveryGroups(),
          new DiscoveryLoad(),
          new ApiServerReachable(),
          new ApiServerAuthority(),
          new EastWestAddress(),
          new LoadBalancerFields(),
          new LoadBalancerAddresses(),
          new LoadBalancerAnnotations(),
          new TlsPassed(),
          new NetworkPolicyOnce(),
          new GatewayPortsMovable(),
          new GatewayPortsDiffer(),
          new RemoteHosts(),
          new GatewayApiDeployed(),
          new PrimaryReachable(),
          new EksReachesPrimary(),
          new GatewayAddressable(),
          new ExposureNeedsSourceRanges(),
          new OpenShiftPrepared(),
          new CniWhereNeeded(),
          new AutopilotAdmits(),
          new AmbientShape(),
          new AmbientVersion(),
          new DataPlanesAgree(),
          new HostsWithinClusterDomain(),
          new ValidityOrder(),
          new ValidityLongEnough(),
          new RecipientsWellFormed(),
          new RecipientsSeparate(),
          new RecipientsRepeated(),
          new DiscoveryReadable(),
          new HubOpensEverything(),
          new HelmValues(),
          new VariablesRead(),
          new ArgoNames(),
          new ArgoDestinationsDiffer(),
          new ArgoProjectOwn(),
          new DeliveryPath(),
          new EndpointSlicesApplied(),
          new NoCredentialsInAddresses());

  private Rules() {}

  /** Adds to {@code report} everything that keeps the mesh from working, and what may surprise. */
  public static void check(Mesh mesh, Context context, Report report) {
    for (Rule rule : ALL) {
      rule.check(mesh, context, report);
    }
  }
}
