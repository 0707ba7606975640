package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.plan.PlanMesh;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.rules.CheckedSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Takes sealed files as they are now. */
final class AdoptCommand extends Command {
  private final Argument<List<String>> paths =
      parameters("PATH", "Sealed files: paths within the output folder, or including it.");

  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  AdoptCommand(Console console) {
    super(
        "adopt",
        "Verify and record sealed files that sops changed or that have no lock.",
        "Opens each file and checks its MAC, its key against its certificate, and its recipients"
            + " against the spec.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    return new RenderRun(console, spec, output, diagnostics)
        .write(
            (found, report) ->
                Optional.of(IssueRequest.adopting(sealed(found), diagnostics.asOf(console))));
  }

  private Set<String> sealed(CheckedSpec found) throws UsageException, CommandException {
    Set<String> known =
        new PlanMesh(IstioCatalog.builtIn())
                .plan(found.topology(), Engines.of(found.mesh()), Authorities.of(found.mesh()))
                .secrets()
                .stream()
                .map(SecretPlan::path)
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> wanted = new TreeSet<>();
    for (String path : paths.value()) {
      String inside = inside(path);
      if (!known.contains(inside)) {
        throw new UsageException(
            path
                + " is not a sealed file of this mesh"
                + DidYouMean.closest(inside, known)
                    .map(closest -> "; did you mean " + closest + "?")
                    .orElse(""));
      }
      if (!Files.exists(output.path(console).resolve(inside))) {
        throw new CommandException(path + " does not exist");
      }
      wanted.add(inside);
    }
    return wanted;
  }

  /** Both what a message names and what a shell completes. */
  private String inside(String path) {
    Path folder = output.path(console).toAbsolutePath().normalize();
    Path absolute = console.workingDirectory().resolve(path).toAbsolutePath().normalize();
    return absolute.startsWith(folder)
        ? folder.relativize(absolute).toString().replace('\\', '/')
        : path;
  }
}
