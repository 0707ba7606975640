package dev.meshgen.render;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.InitialDelivery;
import dev.meshgen.delivery.InitialDelivery.Repository;
import dev.meshgen.delivery.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The spec that {@code meshgen init} writes. */
public record InitialSpec(String mesh, String trustDomain, String istioVersion, Keys keys) {
  /** How far the settings of the engine are indented. */
  private static final String INDENT = "    ";

  /**
   * The keys that it names.
   *
   * @param kind the list that the recipient of the root key is in
   * @param root the recipient of the root key
   * @param clusters the recipient of what clusters receive
   */
  public record Keys(String kind, String root, Clusters clusters) {}

  /**
   * The recipient of what clusters receive.
   *
   * @param made whether its key was made with the spec
   * @param kind the list that it is in
   * @param mapping whether the items of that list are mappings
   * @param item the field of such an item that names it; else empty
   * @param text what names it
   * @param file with its public key, beside the spec
   */
  public record Clusters(
      boolean made,
      String kind,
      boolean mapping,
      String item,
      String text,
      Optional<String> file) {}

  /**
   * A cluster that it starts with.
   *
   * @param apiServer address of its API server
   * @param tlsServerName that it has, if that is not in the address
   * @param proxyUrl through which it is reached, if through any
   * @param caData base64 of the authority of that, if it is known
   */
  public record FirstCluster(
      String name,
      String platform,
      String network,
      String apiServer,
      Optional<String> tlsServerName,
      Optional<String> proxyUrl,
      Optional<String> caData) {

    /** One to be described by hand. */
    public static FirstCluster invented(String platform) {
      return new FirstCluster(
          "cluster-1",
          platform,
          "network-1",
          "https://cluster-1.example:6443",
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** A template's view: the Cluster documents. */
  record ClustersView(List<FirstCluster> clusters) {}

  /** The text of the spec of these clusters, delivered by an engine of that type. */
  public String text(EngineType type, Repository repository, List<FirstCluster> clusters) {
    Templates templates = Templates.builtIn();
    Passage settings = type.initial().settings().apply(repository);
    List<String> delivery = new ArrayList<>();
    comment(type).forEach(line -> delivery.add("# " + line));
    templates.render(settings.template(), settings.view()).lines().forEach(delivery::add);
    StringBuilder text = new StringBuilder(templates.render("init/mesh.yaml", this));
    delivery.forEach(line -> text.append(INDENT).append(line).append('\n'));
    return text.append(templates.render("init/cluster.yaml", new ClustersView(clusters)))
        .toString();
  }

  /** Who delivers, and how to choose another. */
  private static List<String> comment(EngineType type) {
    List<String> lines = new ArrayList<>();
    String who = type.initial().who();
    String start = who.substring(0, 1).toUpperCase(Locale.ROOT) + who.substring(1) + ".";
    for (EngineType other : Engines.TYPES) {
      if (other != type) {
        InitialDelivery instead = other.initial();
        lines.add((start + " For " + instead.who() + ", write instead:").strip());
        instead.shortest().forEach(line -> lines.add("  " + line));
        start = "";
      }
    }
    return lines;
  }
}
