package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.TokenIssuer;
import dev.meshgen.plan.TokensPlan.Issued;
import dev.meshgen.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides whose short-lived tokens each cluster asks Vault for. */
final class PlanTokens {
  private final Topology topology;

  PlanTokens(Topology topology) {
    this.topology = topology;
  }

  /** Empty for a cluster that discovers none with such a token. */
  Optional<TokensPlan> plan(Cluster reader) {
    Mesh mesh = topology.mesh();
    if (mesh.discovery().issuer().isEmpty() || !topology.discovery().takesPart(reader)) {
      return Optional.empty();
    }
    TokenIssuer issuer = mesh.discovery().issuer().get();
    List<Issued> peers =
        topology.discovery().discovered(reader).stream()
            .filter(each -> !each.name().equals(reader.name()))
            .filter(each -> each.kubernetes().reader().isIssued())
            .distinct()
            .sorted(Comparator.comparing(Cluster::name))
            .map(each -> issued(issuer, each))
            .toList();
    return peers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TokensPlan(
                issuer, issuer.loginMount(reader), loginRole(mesh, reader.name()), peers));
  }

  private static Issued issued(TokenIssuer issuer, Cluster peer) {
    return new Issued(
        peer, issuer.engine(peer), issuer.role(peer.kubernetes().reader().generation()));
  }

  private static String loginRole(Mesh mesh, String reader) {
    return "meshgen-" + mesh.name() + "-" + reader + "-tokens";
  }
}
