package dev.meshgen.cli;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.render.InitialSpec.FirstCluster;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contexts of a kubeconfig as clusters of a new spec. Reads the addresses and authorities of
 * API servers; what is below {@code users} is never looked at.
 */
final class KubeconfigClusters {
  private static final int LONGEST_NAME = 40;

  private final String platform;

  KubeconfigClusters(String platform) {
    this.platform = platform;
  }

  List<FirstCluster> read(String name, Path file) throws CommandException {
    YamlMap config = parse(name, file);
    Map<String, YamlMap> servers = named(config, "clusters", "cluster");
    List<FirstCluster> found = new ArrayList<>();
    for (Map.Entry<String, YamlMap> context : named(config, "contexts", "context").entrySet()) {
      YamlMap server = servers.get(text(context.getValue(), "cluster").orElse(""));
      String label = label(context.getKey());
      if (server != null && found.stream().noneMatch(each -> each.name().equals(label))) {
        found.add(cluster(label, server));
      }
    }
    if (found.isEmpty()) {
      throw new CommandException(name + " has no context with a cluster");
    }
    return found;
  }

  private FirstCluster cluster(String name, YamlMap server) {
    return new FirstCluster(
        name,
        platform,
        "network-" + name,
        text(server, "server").orElse("https://" + name + ".example:6443"),
        text(server, "certificate-authority-data"));
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
