package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.plan.Artifact;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Lists what the mesh pulls from registries. */
final class ImagesCommand extends Command {
  private final SpecOptions spec = SpecOptions.orWords(this);
  private final List<Flag> only =
      eitherFlag("--images", "Images only.", "--charts", "Charts only.");
  private final Flag upstream =
      flag("--upstream", "List the registries of Istio itself, even if the spec names a mirror.");
  private final Argument<ListFormat> format =
      option(
          ListFormat.class,
          "FORMAT",
          "text: one reference per line; json: with the clusters that pull it. Default: text.",
          "--format");

  private final Console console;

  /** How the list is printed. */
  enum ListFormat {
    TEXT,
    JSON
  }

  ImagesCommand(Console console) {
    super(
        "images",
        "List the images and charts pulled by the mesh, for mirrors.",
        "  meshgen images --upstream |",
        "    while read ref; do crane copy \"$ref\" \"registry.example/$ref\"; done");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    List<SpecSource> sources = spec.read(console, report);
    Compiler compiler = new Compiler(new Schemas(), console.env());
    LocalDate today = console.today();
    Optional<CheckedSpec> checked = compiler.check(sources, today, report);
    Diagnostics.print(console, DiagnosticFormat.TEXT, sources, report);
    if (checked.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    List<Artifact> artifacts = compiler.artifacts(checked.get(), upstream.isSet());
    if (format.get().orElse(ListFormat.TEXT) == ListFormat.JSON) {
      printJson(artifacts);
    } else {
      artifacts.stream()
          .filter(artifact -> isAskedFor(artifact.kind()))
          .forEach(artifact -> console.out().print(artifact.reference() + "\n"));
    }
    return ExitCode.OK;
  }

  private boolean isAskedFor(Artifact.Kind kind) {
    return !only.get(kind == Artifact.Kind.IMAGE ? 1 : 0).isSet();
  }

  private void printJson(List<Artifact> artifacts) {
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(console.out())) {
      json.writeStartObject();
      printJson(json, "images", Artifact.Kind.IMAGE, artifacts);
      printJson(json, "charts", Artifact.Kind.CHART, artifacts);
      json.writeEndObject();
    }
    console.out().print('\n');
  }

  private void printJson(
      JsonGenerator json, String name, Artifact.Kind kind, List<Artifact> artifacts) {
    if (!isAskedFor(kind)) {
      return;
    }
    json.writeArrayPropertyStart(name);
    for (Artifact artifact : artifacts) {
      if (artifact.kind() == kind) {
        json.writeStartObject();
        json.writeStringProperty("reference", artifact.reference());
        json.writeArrayPropertyStart("clusters");
        artifact.clusters().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}
