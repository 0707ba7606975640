package dev.meshgen.cli;

import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ClusterOverride;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.tree.TreeException;
import dev.meshgen.trust.ExposedKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.TypeConversionException;

/** Clusters that sign, by their names, by their labels, or both. */
final class ClusterSelection {
  /** The label that says which ring a cluster is in, unless an option names another. */
  static final String RING = "ring";

  private final Argument<List<String>> names;
  private final Argument<List<String>> labels;
  private final Argument<String> ring;
  private final Argument<String> ringLabel;
  private final Flag exposed;

  ClusterSelection(Command command) {
    names = command.optionalParameters("CLUSTER", "Clusters of the spec.");
    labels =
        command.repeatedOption(
            ClusterSelection::pair,
            "KEY=VALUE",
            "Every cluster with this label; if given several times, with all of them.",
            "--selector",
            "-l");
    ring =
        command.option(
            String.class, "VALUE", "Every cluster of this ring: --selector ring=VALUE.", "--ring");
    ringLabel =
        command.option(
            String.class,
            "KEY",
            "Cluster label whose values are the rings. Default: ring.",
            "--ring-label");
    exposed = command.flag("--exposed", "Clusters whose key a removed recipient can still open.");
  }

  private static String pair(String text) {
    if (text.indexOf('=') < 1) {
      throw new TypeConversionException("expected KEY=VALUE but was \"" + text + "\"");
    }
    return text;
  }

  /**
   * The clusters that are meant. Labels choose among those that have an intermediate; who names one
   * that has none is told.
   *
   * @param output where the tree is, whose locks say which keys are exposed
   * @throws UsageException if it does not exist
   */
  Set<String> of(CheckedSpec found, Path output) throws UsageException, TreeException {
    Set<String> chosen = new TreeSet<>(names.get().orElse(List.of()));
    for (String name : chosen) {
      RotateCommand.requireCluster(name, found.topology());
      RotateCommand.requirePrimary(name, found.topology());
    }
    Map<String, String> wanted = wanted();
    if (!wanted.isEmpty()) {
      chosen.addAll(labelled(wanted, found));
    }
    if (exposed.isSet()) {
      chosen.addAll(exposed(found, output));
    } else if (chosen.isEmpty()) {
      throw new UsageException(
          "missing clusters: name them, or select them with --selector, --ring or --exposed");
    }
    return chosen;
  }

  private static Set<String> exposed(CheckedSpec found, Path output)
      throws UsageException, TreeException {
    try (OutputFolder folder = OutputFolder.inspect(output)) {
      Set<String> clusters = ExposedKeys.clusters(folder);
      clusters.removeIf(name -> found.topology().find(name).isEmpty());
      if (clusters.isEmpty()) {
        throw new UsageException("no removed recipient has the key of a cluster");
      }
      return clusters;
    }
  }

  private Map<String, String> wanted() throws UsageException {
    Map<String, String> wanted = new TreeMap<>();
    if (ringLabel.get().isPresent() && ring.get().isEmpty()) {
      throw new UsageException("--ring-label requires --ring");
    }
    ring.get().ifPresent(value -> wanted.put(ringLabel.get().orElse(RING), value));
    for (String pair : labels.get().orElse(List.of())) {
      int end = pair.indexOf('=');
      String key = pair.substring(0, end);
      String value = pair.substring(end + 1);
      if (!wanted.getOrDefault(key, value).equals(value)) {
        throw new UsageException("no cluster has two values of the label \"" + key + "\"");
      }
      wanted.put(key, value);
    }
    return wanted;
  }

  private static Set<String> labelled(Map<String, String> wanted, CheckedSpec found)
      throws UsageException {
    ClusterOverride match = new ClusterOverride(wanted, found.mesh().origins().at("spec"));
    Set<String> chosen = new TreeSet<>();
    boolean remotes = false;
    for (Cluster cluster : found.mesh().clusters()) {
      if (match.matches(cluster.labels())) {
        if (ControlPlanes.isRemote(cluster)) {
          remotes = true;
        } else {
          chosen.add(cluster.name());
        }
      }
    }
    if (chosen.isEmpty()) {
      throw new UsageException(
          (remotes ? "only remotes have " : "no cluster has ")
              + words(wanted)
              + (remotes ? ", and a remote has no intermediate" : meant(wanted, found)));
    }
    return chosen;
  }

  private static String words(Map<String, String> wanted) {
    return (wanted.size() == 1 ? "the label " : "the labels ")
        + String.join(
            " and ",
            wanted.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList());
  }

  /** Of the first label that no cluster has like this. */
  private static String meant(Map<String, String> wanted, CheckedSpec found) {
    for (Map.Entry<String, String> label : wanted.entrySet()) {
      Set<String> keys = new TreeSet<>();
      Set<String> values = new TreeSet<>();
      for (Cluster cluster : found.mesh().clusters()) {
        keys.addAll(cluster.labels().keySet());
        if (cluster.labels().containsKey(label.getKey())) {
          values.add(cluster.labels().get(label.getKey()));
        }
      }
      if (values.isEmpty()) {
        return DidYouMean.closest(label.getKey(), keys)
            .map(closest -> "; did you mean the label \"" + closest + "\"?")
            .orElse(keys.isEmpty() ? "" : "; labels are " + String.join(", ", keys));
      }
      if (!values.contains(label.getValue())) {
        return "; values of " + label.getKey() + " are " + String.join(", ", values);
      }
    }
    return "";
  }
}
