package dev.meshgen.cli;

import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Replaces the intermediates of clusters. */
@Command(
    name = "rotate",
    description = {
      "Replace the intermediate of one or more clusters, and render.",
      "The root stays, so istiod takes the new one up without a restart. Needs the root's identity."
    })
final class RotateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "CLUSTER", description = "Clusters of the spec.")
  private List<String> clusters;

  @Mixin private SpecOptions spec;
  @Mixin private OutputOptions output;
  @Mixin private DiagnosticOptions diagnostics;

  private final Console console;

  RotateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Set<String> wanted = new TreeSet<>(clusters);
    return new Render(console, spec.files(), output, diagnostics)
        .write(
            (found, report) -> {
              for (String cluster : wanted) {
                requireCluster(cluster, found.layers().keySet());
                requirePrimary(cluster, found.mesh());
              }
              return Optional.of(IssueRequest.rotating(wanted, diagnostics.asOf(console)));
            });
  }

  private static void requirePrimary(String name, Mesh mesh) throws UsageException {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.name().equals(name) && cluster.controlPlane().isRemote()) {
        String primaries =
            cluster.controlPlane().primaries().stream()
                .map(Located::value)
                .collect(Collectors.joining(", "));
        throw new UsageException(
            "\""
                + name
                + "\" is a remote, without an intermediate of its own; that of its primaries signs"
                + " for it: "
                + primaries);
      }
    }
  }

  static void requireCluster(String cluster, Set<String> known) throws UsageException {
    if (!known.contains(cluster)) {
      throw new UsageException(
          "the spec has no cluster \""
              + cluster
              + "\""
              + DidYouMean.closest(cluster, known)
                  .map(closest -> "; did you mean \"" + closest + "\"?")
                  .orElse(""));
    }
  }
}
