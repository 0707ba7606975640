package dev.meshgen.cli;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.net.DnsName;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.platform.KnownServers;
import dev.meshgen.render.InitialSpec.FirstCluster;
import dev.meshgen.scan.SecretText;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The contexts of a kubeconfig as clusters of a new spec. Reads what leads to the API servers; what
 * is below {@code users} is never looked at.
 */
final class KubeconfigClusters {
  private static final int LONGEST_NAME = 40;

  private static final Set<String> PROXIES = Set.of("http", "https", "socks5");

  private final Console console;
  private final Optional<String> platform;
  private final String unknown;

  /**
   * Clusters on these platforms.
   *
   * @param platform of all of them, if it was given
   * @param unknown what a cluster gets whose names do not tell
   */
  KubeconfigClusters(Console console, Optional<String> platform, String unknown) {
    this.console = console;
    this.platform = platform;
    this.unknown = unknown;
  }

  /**
   * The clusters of a kubeconfig.
   *
   * @param name its path as it was typed
   */
  List<FirstCluster> read(String name) throws CommandException {
    YamlMap config = parse(name, console.workingDirectory().resolve(name));
    Map<String, YamlMap> servers = named(config, "clusters", "cluster");
    List<FirstCluster> found = new ArrayList<>();
    for (Map.Entry<String, List<String>> each : contexts(config, servers).entrySet()) {
      String cluster = each.getKey();
      List<String> contexts = each.getValue();
      String called = contexts.size() == 1 ? contexts.get(0) : cluster;
      YamlMap server = servers.get(cluster);
      Optional<String> authority = authority(name, server);
      found.add(cluster(free(label(called), found), cluster, server, authority));
    }
    if (found.isEmpty()) {
      throw new CommandException(name + " has no context with a cluster");
    }
    return found;
  }

  /** The contexts of each cluster; another name of the same API server is the same cluster. */
  private static Map<String, List<String>> contexts(YamlMap config, Map<String, YamlMap> servers) {
    Map<List<Optional<String>>, String> known = new HashMap<>();
    Map<String, List<String>> contexts = new LinkedHashMap<>();
    named(config, "contexts", "context")
        .forEach(
            (context, content) -> {
              String cluster = text(content, "cluster").orElse("");
              if (servers.containsKey(cluster)) {
                String first = known.computeIfAbsent(place(servers.get(cluster)), at -> cluster);
                contexts.computeIfAbsent(first, each -> new ArrayList<>()).add(context);
              }
            });
    return contexts;
  }

  /** Servers behind one address differ in the requested name, or in the proxy. */
  private static List<Optional<String>> place(YamlMap server) {
    Optional<String> address = text(server, "server");
    return List.of(
        address.flatMap(ServerAddress::parse).map(ServerAddress::canonical).or(() -> address),
        text(server, "tls-server-name"),
        text(server, "proxy-url"));
  }

  private static String free(String label, List<FirstCluster> taken) {
    Set<String> names = taken.stream().map(FirstCluster::name).collect(Collectors.toSet());
    String free = label;
    for (int i = 2; names.contains(free); i++) {
      free = label + "-" + i;
    }
    return free;
  }

  /** What a spec may say of a server, which is less than a kubeconfig may: no login anywhere. */
  private FirstCluster cluster(
      String name, String cluster, YamlMap server, Optional<String> authority) {
    Optional<ServerAddress> address =
        text(server, "server").flatMap(ServerAddress::parse).filter(ServerAddress::isHttps);
    String host = address.map(each -> each.host().text().toLowerCase(Locale.ROOT)).orElse("");
    return new FirstCluster(
        name,
        platform.or(() -> KnownServers.platform(cluster, host)).orElse(unknown),
        "network-" + name,
        address
            .map(each -> each.origin() + each.path())
            .orElse("https://" + name + ".example:6443"),
        text(server, "tls-server-name")
            .map(each -> each.toLowerCase(Locale.ROOT))
            .filter(DnsName::isName),
        text(server, "proxy-url")
            .flatMap(ServerAddress::parse)
            .filter(each -> PROXIES.contains(each.scheme()))
            .map(ServerAddress::origin),
        authority);
  }

  /**
   * What is in place, else in a file, which a kubeconfig names from its own folder (client-go,
   * {@code ResolveLocalPaths}).
   */
  private Optional<String> authority(String name, YamlMap server) throws CommandException {
    Optional<String> data = text(server, "certificate-authority-data");
    Optional<String> path = text(server, "certificate-authority");
    if (data.isPresent() || path.isEmpty()) {
      return data.filter(content -> SecretText.find(content).isEmpty());
    }
    try {
      String named = Path.of(name).resolveSibling(path.get()).toString();
      String pem = certificates(SmallFile.read(console, named));
      if (pem.isEmpty()) {
        throw new CommandException(
            named
                + ", a certificate-authority in "
                + name
                + ", is not a file of certificates only");
      }
      return Optional.of(
          Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (InvalidPathException e) {
      throw new CommandException("a certificate-authority in " + name + " is not a path", e);
    }
  }

  /** As PEM, without the text between them; empty without any, or with a block of another kind. */
  private static String certificates(byte[] content) {
    StringBuilder pem = new StringBuilder();
    try {
      for (Pem.Block block : Pem.decode(content)) {
        if (!block.label().equals(Pem.CERTIFICATE)) {
          return "";
        }
        pem.append(Pem.encode(Pem.CERTIFICATE, block.der()));
      }
      return pem.toString();
    } catch (MalformedPem e) {
      return "";
    }
  }

  private static YamlMap parse(String name, Path file) throws CommandException {
    try {
      Report report = new Report();
      List<YamlDocument> documents = YamlReader.read(name, Files.readAllBytes(file), report);
      for (Diagnostic problem : report.diagnostics()) {
        // Its place, not its text: that may quote a credential.
        throw new CommandException(
            "cannot read " + name + ": " + problem.code().summary() + " at " + problem.at());
      }
      if (documents.size() == 1 && documents.get(0).root() instanceof YamlMap map) {
        return map;
      }
      throw new CommandException(name + " is not a kubeconfig");
    } catch (IOException e) {
      throw new CommandException("cannot read " + name + ": " + IoReason.of(e), e);
    }
  }

  private static Map<String, YamlMap> named(YamlMap config, String list, String field) {
    Map<String, YamlMap> named = new TreeMap<>();
    if (config.get(list).orElse(null) instanceof YamlList items) {
      for (YamlNode item : items.items()) {
        if (item instanceof YamlMap entry
            && entry.get(field).orElse(null) instanceof YamlMap content) {
          text(entry, "name").ifPresent(name -> named.put(name, content));
        }
      }
    }
    return named;
  }

  private static Optional<String> text(YamlMap map, String key) {
    return map.get(key).orElse(null) instanceof YamlScalar scalar && !scalar.text().isEmpty()
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  /** The last part of an ARN or a path, as a DNS label. */
  private static String label(String context) {
    String last = context.substring(context.lastIndexOf('/') + 1);
    String label = last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = label.substring(0, Math.min(label.length(), LONGEST_NAME));
    String trimmed = cut.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() ? "cluster" : trimmed;
  }
}
