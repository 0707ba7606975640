package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.TokenIssuer;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Short-lived tokens take a Vault, time to be renewed in, and istiods that survive that. */
final class CredentialsIssued implements Rule {
  /** What Kubernetes issues no token for less than. */
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    List<Cluster> issued =
        mesh.clusters().stream().filter(each -> each.kubernetes().reader().isIssued()).toList();
    if (issued.isEmpty()) {
      return;
    }
    if (mesh.discovery().issuer().isEmpty()) {
      // One for all: mostly they have the mode from the same line.
      report.add(issuerMissing(issued.get(0)));
      return;
    }
    checkLifetime(mesh.discovery().issuer().get().lifetime(), report);
    for (Cluster cluster : issued) {
      if (cluster.kubernetes().server().hasOwnCa()
          && context.topology().discovery().whyUnread(cluster).isEmpty()) {
        report.add(authorityMissing(cluster));
      }
    }
    checkEngines(mesh.discovery().issuer().get(), issued, report);
    checkReaders(mesh, context, report);
  }

  /** An engine asks one API server, and no other accepts its tokens. */
  private static void checkEngines(TokenIssuer issuer, List<Cluster> issued, Report report) {
    TreeMap<String, Cluster> byMount = new TreeMap<>();
    for (Cluster cluster : issued) {
      Cluster first = byMount.putIfAbsent(issuer.engine(cluster), cluster);
      if (first != null) {
        report.add(engineShared(issuer.engine(cluster), first, cluster));
      }
    }
  }

  private static Diagnostic engineShared(String mount, Cluster first, Cluster cluster) {
    return Diagnostic.of(
            Code.TOKEN_ENGINE_SHARED,
            engine(cluster),
            "\""
                + mount
                + "\" would issue tokens of \""
                + cluster.name()
                + "\" and of \""
                + first.name()
                + "\"")
        .expecting("an engine for each cluster: it asks the API server of one")
        .hinting(
            "mount another engine, and name it in `discovery.credential.vaultKubernetes.mount`")
        .relating(engine(first), "the other cluster");
  }

  private static Span engine(Cluster cluster) {
    String[] field = {"discovery", "credential", "vaultKubernetes", "mount"};
    return cluster.origins().isWritten(field)
        ? cluster.origins().at(field)
        : cluster.origins().document();
  }

  private static Diagnostic issuerMissing(Cluster cluster) {
    return Diagnostic.of(
            Code.TOKEN_ISSUER_MISSING,
            CredentialsFetched.at(cluster, "mode"),
            "\"mode: vaultKubernetes\" has no Vault:"
                + " `Mesh.spec.discovery.credential.vaultKubernetes` is missing")
        .expecting("the Vault whose Kubernetes secrets engine issues the tokens")
        .hinting("set `discovery.credential.vaultKubernetes: {address: ADDRESS}` of the Mesh");
  }

  private static Diagnostic authorityMissing(Cluster cluster) {
    Span server = cluster.origins().at("kubernetes", "apiServer");
    return Diagnostic.of(
            Code.ISSUED_CA_MISSING,
            server.hasLine() ? server : cluster.origins().document(),
            "tokens of \""
                + cluster.name()
                + "\" are issued without the certificate authority of its API server")
        .expecting("the certificate authority in the spec")
        .hinting(
            "set `kubernetes.caData` or `kubernetes.caFile`, or `kubernetes.ca: public` for a"
                + " public authority");
  }

  private static void checkLifetime(TokenIssuer.Lifetime lifetime, Report report) {
    Duration ttl = duration(lifetime.ttl().value());
    if (ttl.compareTo(SHORTEST) < 0) {
      report.add(
          Diagnostic.of(
                  Code.TOKEN_LIFETIME,
                  lifetime.ttl().at(),
                  "no token is issued for \"" + lifetime.ttl().value() + "\" alone")
              .expecting("10m or more")
              .hinting("with 24h, renewed every 8h, two more attempts follow a failed one"));
    } else if (duration(lifetime.interval().value()).multipliedBy(2).compareTo(ttl) > 0) {
      report.add(
          Diagnostic.of(
                  Code.TOKEN_LIFETIME,
                  lifetime.interval().at(),
                  "a token valid for "
                      + lifetime.ttl().value()
                      + " is renewed only after "
                      + lifetime.interval().value()
                      + ": one failed attempt ends discovery")
              .expecting("a refreshInterval of at most half of the ttl")
              .hinting("lower refreshInterval, or raise ttl as far as the clusters allow"));
    }
  }

  /** The schema has seen to its form. */
  private static Duration duration(String written) {
    long amount = Long.parseLong(written.substring(0, written.length() - 1));
    return switch (written.charAt(written.length() - 1)) {
      case 's' -> Duration.ofSeconds(amount);
      case 'm' -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static void checkReaders(Mesh mesh, RuleContext context, Report report) {
    String interval = mesh.discovery().issuer().orElseThrow().lifetime().interval().value();
    HitlessRotation.losing(
            mesh.clusters().stream().filter(reader -> readsIssued(reader, context)), context)
        .forEach(
            (version, readers) ->
                report.add(renewalDefect(mesh, version, readers, interval, context)));
  }

  /** Whether one reads another cluster by tokens that Vault issues. */
  private static boolean readsIssued(Cluster reader, RuleContext context) {
    return context.topology().discovery().discovered(reader).stream()
        .filter(each -> !each.name().equals(reader.name()))
        .anyMatch(each -> each.kubernetes().reader().isIssued());
  }

  private static Diagnostic renewalDefect(
      Mesh mesh, String version, List<String> readers, String interval, RuleContext context) {
    return Diagnostic.of(
            Code.RENEWAL_DEFECT,
            mesh.origins().at("spec", "discovery", "credential", "vaultKubernetes"),
            "Istio "
                + version
                + " of "
                + HitlessRotation.names(readers)
                + " loses endpoints of each cluster with a token issued by Vault, every "
                + interval)
        .concerning(readers)
        .expecting(HitlessRotation.later(version, context))
        .hinting("upgrade first, or use `mode: externalSecrets`, whose tokens do not change");
  }
}
