package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.RemoteGateways;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Each istiod is told one address of such a gateway, for all of its proxies, and no address is left
 * that it could read itself.
 */
final class AddressPerNetwork implements Rule {
  private static final String FIELD = "addressFor";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Topology topology = context.topology();
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.eastWest().addresses().arePerNetwork()) {
        List<Diagnostic> found = new ArrayList<>(names(topology, cluster));
        kind(topology.gateways(), cluster).ifPresent(found::add);
        found.addAll(readers(topology.remoteGateways(), cluster));
        if (found.isEmpty()) {
          // A name that is wrong may have been meant for one that is missing.
          missing(topology.remoteGateways(), cluster).ifPresent(found::add);
        }
        report.addAll(found);
      }
    }
  }

  private static List<Diagnostic> names(Topology topology, Cluster cluster) {
    List<Diagnostic> wrong = new ArrayList<>();
    Set<String> others = new TreeSet<>(topology.networks().byName().keySet());
    others.remove(cluster.network());
    for (String network : cluster.eastWest().addresses().perNetwork().keySet()) {
      if (!others.contains(network)) {
        boolean own = network.equals(cluster.network());
        Diagnostic found =
            wrong(
                    cluster.origins().at("eastWest", FIELD, network),
                    own
                        ? "\"" + network + "\" is the network of the gateway itself"
                        : "the mesh has no network \"" + network + "\"")
                .expecting(
                    others.isEmpty() ? "another network" : "one of " + String.join(", ", others));
        Optional<String> meant = own ? Optional.empty() : DidYouMean.closest(network, others);
        wrong.add(found.hinting(meant.map(DidYouMean::question).orElse("remove it")));
      }
    }
    return wrong;
  }

  /** Where istiod deploys the gateway, others find it by what is needed to deploy it. */
  private static Optional<Diagnostic> kind(Gateways gateways, Cluster cluster) {
    Span at = cluster.origins().at("eastWest", FIELD);
    if (gateways.exposesIstiod(cluster)) {
      return Optional.of(
          wrong(at, "remotes reach the istiod of \"" + cluster.name() + "\" at one address")
              .expecting("a cluster without remotes")
              .hinting("use eastWest.address alone, or make the remotes primaries"));
    }
    boolean chart =
        gateways.kind(cluster).map(kind -> kind == Gateways.Kind.CHART).orElse(true)
            && cluster.eastWest().api() == EastWest.Api.HELM;
    return chart
        ? Optional.empty()
        : Optional.of(
            wrong(at, "istiod deploys the gateway of \"" + cluster.name() + "\", and announces it")
                .expecting("a gateway of sidecars with `api: helm`")
                .hinting("use eastWest.address alone, or `api: helm`"));
  }

  private static List<Diagnostic> readers(RemoteGateways remotes, Cluster cluster) {
    List<Diagnostic> wrong = new ArrayList<>();
    Span at = cluster.origins().at("eastWest", FIELD);
    for (Cluster reader : remotes.readers(cluster)) {
      if (ControlPlanes.isExternal(reader)) {
        wrong.add(
            wrong(
                    at,
                    "the external istiod of \""
                        + reader.name()
                        + "\" ignores addresses per network")
                .expecting("primaries in the other networks")
                .hinting("use eastWest.address alone"));
      } else if (!isOne(cluster, remotes.networks(reader))) {
        wrong.add(
            wrong(
                    at,
                    "the istiod of \""
                        + reader.name()
                        + "\" serves proxies of "
                        + String.join(", ", remotes.networks(reader))
                        + ", and gives all of them the same address")
                .expecting("one address for all of these networks, and the gateway in another")
                .hinting("make its remotes on other networks primaries, or use one address"));
      }
    }
    return wrong;
  }

  private static boolean isOne(Cluster cluster, Set<String> networks) {
    long different = networks.stream().map(cluster.eastWest().addresses()::from).distinct().count();
    return different == 1 && !networks.contains(cluster.network());
  }

  private static Optional<Diagnostic> missing(RemoteGateways remotes, Cluster cluster) {
    Set<String> missing = new TreeSet<>();
    for (Cluster reader : remotes.readers(cluster)) {
      remotes.networks(reader).stream()
          .filter(network -> cluster.eastWest().addresses().from(network).isEmpty())
          .forEach(missing::add);
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            wrong(
                    cluster.origins().at("eastWest", FIELD),
                    "missing address for " + String.join(", ", missing))
                .expecting("one for each network that discovers \"" + cluster.name() + "\"")
                .hinting("add it to addressFor, or set eastWest.address for all others"));
  }

  private static Diagnostic wrong(Span at, String message) {
    return Diagnostic.of(Code.ADDRESS_PER_NETWORK, at, message);
  }
}
