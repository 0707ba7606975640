package dev.meshgen.rules;

import dev.meshgen.authority.CheckAuthority;
import dev.meshgen.delivery.CheckMesh;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.ChangeRules;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.spec.NamedFiles;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Runs a spec through everything up to the rules. */
public final class ReadMesh {
  /** The day it is, where a test does not say otherwise. */
  public static final LocalDate TODAY = LocalDate.of(2026, 10, 1);

  private static final Schemas SCHEMAS = new Schemas();

  private final Report report = new Report();
  private final Optional<Spec> spec;
  private final LocalDate asOf;

  private ReadMesh(List<SpecSource> sources, LocalDate asOf) {
    spec =
        new ReadSpec(SCHEMAS, NamedFiles.in(Path.of("src/test/resources"))).read(sources, report);
    this.asOf = asOf;
    check();
  }

  /** Runs the rules, for the first time or again. */
  void check() {
    context()
        .ifPresent(
            context -> {
              CheckMesh.check(context, report);
              CheckAuthority.check(context, report);
            });
  }

  /** What rules see, if the spec could be read. */
  Optional<RuleContext> context() {
    return spec.map(
        read ->
            new RuleContext(
                Topology.of(read.mesh()),
                IstioCatalog.builtIn(),
                SopsKeyKinds.recipients(),
                Engines.ownedAnnotations(),
                code -> ChangeRules.find(code).isPresent(),
                asOf));
  }

  public static ReadMesh of(String text) {
    return of("mesh.yaml", text.getBytes(StandardCharsets.UTF_8), TODAY);
  }

  public static ReadMesh of(String file, byte[] content, LocalDate asOf) {
    return new ReadMesh(List.of(new SpecSource(file, content)), asOf);
  }

  public static ReadMesh of(List<SpecSource> sources) {
    return new ReadMesh(sources, TODAY);
  }

  public List<Diagnostic> diagnostics() {
    return report.diagnostics();
  }

  public Optional<Spec> spec() {
    return spec;
  }
}
