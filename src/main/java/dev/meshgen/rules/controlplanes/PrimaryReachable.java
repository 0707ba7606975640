package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.IpAddress;
import dev.meshgen.platform.Platform;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.AvailableSince;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import java.util.List;
import java.util.Optional;

/**
 * The proxies and the API server of a remote connect to the gateway of its first primary, at an
 * address that must be known beforehand. The other primaries only need a gateway, in case they
 * become the first.
 *
 * <p>A host name makes the chart write a Service of type ExternalName, which no API server accepts
 * as the target of a webhook, so that nothing is injected (istio/istio#45014).
 */
final class PrimaryReachable implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    ControlPlanes controlPlanes = context.topology().controlPlanes();
    for (Cluster primary : mesh.clusters()) {
      if (controlPlanes.hasRemotes(primary) && ControlPlanes.isPrimary(primary)) {
        check(primary, context).ifPresent(report::add);
      }
    }
  }

  private static Optional<Diagnostic> check(Cluster primary, RuleContext context) {
    ControlPlanes controlPlanes = context.topology().controlPlanes();
    if (context.topology().gateways().isForbidden(primary)) {
      return Optional.of(withoutGateway(primary, controlPlanes.remotes(primary)));
    }
    Span at = primary.origins().at("eastWest", "address");
    List<Cluster> remotes = controlPlanes.connecting(primary);
    if (remotes.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> address = primary.eastWest().address();
    if (address.isEmpty()) {
      return Optional.of(withoutAddress(at, primary, remotes));
    }
    Optional<IpAddress> ip = IpAddress.parse(address.get());
    if (ip.isEmpty()) {
      return Optional.of(hostName(at, address.get(), remotes));
    }
    return ip.get().family() == 6 ? tooOldForIpv6(at, remotes, context) : Optional.empty();
  }

  private static Diagnostic withoutGateway(Cluster primary, List<Cluster> remotes) {
    return Diagnostic.of(
            Code.PRIMARY_UNREACHABLE,
            primary.origins().at("eastWest", "enabled"),
            "primary \""
                + primary.name()
                + "\" has remotes, which reach its istiod only through the gateway")
        .expecting("a gateway on a primary with remotes")
        .hinting("remove `enabled: false`; a primary with remotes runs a gateway by default")
        .relating(controlled(remotes), "one of its remotes");
  }

  private static Diagnostic withoutAddress(Span at, Cluster primary, List<Cluster> remotes) {
    return Diagnostic.of(
            Code.PRIMARY_UNREACHABLE,
            at,
            "primary \"" + primary.name() + "\" has remotes, but its gateway has no fixed address")
        .expecting("eastWest.address, the IP address of its gateway")
        .hinting(
            "reserve an address and set eastWest.address; see eastWest.loadBalancer for what"
                + " else the platform requires")
        .relating(controlled(remotes), "one of its remotes");
  }

  private static Diagnostic hostName(Span at, String address, List<Cluster> remotes) {
    return Diagnostic.of(
            Code.PRIMARY_UNREACHABLE,
            at,
            "\""
                + address
                + "\" is a host name, at which API servers of remotes cannot call the webhook")
        .expecting("an IP address, for a primary with remotes")
        .hinting("request fixed IP addresses" + byFields())
        .relating(controlled(remotes), "one of its remotes");
  }

  /** The platforms on which the address alone requests nothing. */
  private static String byFields() {
    StringBuilder all = new StringBuilder();
    for (Platform platform : Platforms.all()) {
      platform
          .loadBalancers()
          .addresses()
          .byFields()
          .ifPresent(
              by -> all.append("; on ").append(platform.title()).append(", set ").append(by));
    }
    return all.toString();
  }

  private static Optional<Diagnostic> tooOldForIpv6(
      Span at, List<Cluster> remotes, RuleContext context) {
    for (Cluster remote : remotes) {
      Optional<IstioVersion> version = IstioVersion.parse(remote.istio().version());
      Optional<IstioMinor> minor = version.flatMap(context.catalog()::find);
      if (minor.isPresent() && !minor.get().has("ipv6RemotePilotAddress", version.get().patch())) {
        return Optional.of(
            Diagnostic.of(
                    Code.PRIMARY_UNREACHABLE,
                    at,
                    "the chart of Istio "
                        + remote.istio().version()
                        + " treats an IPv6 address as a host name")
                .expecting(
                    "an IPv4 address, or "
                        + AvailableSince.feature("ipv6RemotePilotAddress", context)
                        + " on the remotes")
                .relating(remote.origins().at("istio", "version"), "the version of a remote"));
      }
    }
    return Optional.empty();
  }

  private static Span controlled(List<Cluster> remotes) {
    return remotes.get(0).origins().at("controlPlane", "primaries");
  }
}
