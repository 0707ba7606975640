package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.report.DotPicture;
import dev.meshgen.report.MermaidPicture;
import dev.meshgen.report.MeshPicture;
import dev.meshgen.report.PicturedMesh;
import dev.meshgen.report.SvgPicture;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.TreeException;
import dev.meshgen.trust.TrustStatus;
import dev.meshgen.trust.TrustTree;
import java.util.List;
import java.util.Optional;

/** Draws the mesh. */
final class GraphCommand extends Command {
  private final SpecOptions spec = SpecOptions.orWords(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final Argument<GraphFormat> format =
      option(
          GraphFormat.class,
          "FORMAT",
          "mermaid: for Markdown; dot: for Graphviz; svg. Default: mermaid.",
          "--format");
  private final Argument<String> by =
      option(
          String.class,
          "WHAT",
          "Group nodes by: cluster, network, or label=KEY for all clusters with the same value."
              + " Default: cluster up to 24 of them, else network up to 48, else region or"
              + " platform.",
          "--by");
  private final DiagnosticOptions diagnostics = DiagnosticOptions.inText(this);
  private final Console console;

  /** What draws it. */
  enum GraphFormat {
    MERMAID,
    DOT,
    SVG
  }

  GraphCommand(Console console) {
    super(
        "graph",
        "Draw the mesh.",
        "Shows networks, clusters, control planes and gateways of the spec, and the certificates in"
            + " the tree: valid, in the last third of their validity, or expired. Needs no key.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    List<SpecSource> sources = spec.read(console, Optional.of(output.path(console)), report);
    Compiler compiler = new Compiler(new Schemas(), console.env());
    Optional<CheckedSpec> checked = compiler.check(sources, diagnostics.asOf(console), report);
    Optional<TrustStatus> trust = checked.isPresent() ? trust(report) : Optional.empty();
    if (checked.isEmpty() || report.hasErrors()) {
      Diagnostics.print(console, DiagnosticFormat.TEXT, sources, report);
      return ExitCode.PROBLEMS;
    }
    MeshPicture picture = picture(new PicturedMesh(compiler.plan(checked.get()), trust));
    console
        .out()
        .print(
            switch (format.get().orElse(GraphFormat.MERMAID)) {
              case MERMAID -> MermaidPicture.of(picture);
              case DOT -> DotPicture.of(picture);
              case SVG -> SvgPicture.of(picture);
            });
    return ExitCode.OK;
  }

  private MeshPicture picture(PicturedMesh mesh) throws UsageException {
    String what = by.get().orElse("");
    if (what.startsWith("label=") && what.length() > "label=".length()) {
      return mesh.byLabel(what.substring("label=".length()));
    }
    return switch (what) {
      case "" -> mesh.fitting();
      case "cluster" -> mesh.byCluster();
      case "network" -> mesh.byNetwork();
      default ->
          throw new UsageException(
              "--by: unknown \"" + what + "\"; expected cluster, network or label=KEY");
    };
  }

  /** What the locks say of certificates; nothing where there is no tree. */
  private Optional<TrustStatus> trust(Report report) throws TreeException {
    try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
      return TrustTree.read(folder, output.name(console), report)
          .filter(tree -> !tree.isEmpty())
          .map(
              tree ->
                  TrustStatus.of(
                      tree,
                      DiagnosticOptions.startOf(diagnostics.asOf(console)),
                      Optional.empty()));
    }
  }
}
