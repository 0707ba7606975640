package dev.meshgen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.Consent;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.testing.Environments;
import dev.meshgen.testing.SpecSweep;
import dev.meshgen.testing.SpecSweep.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is at a field, a spec ends in a tree or in diagnostics: never in an exception. */
class EveryFieldEmptyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 10, 1);

  private static final List<String> VALUES =
      List.of(
          "null",
          "{}",
          "[]",
          "\"\"",
          "\"w\\u00f6rd \\n x\"",
          "-7",
          "true",
          "[null]",
          "{\"x\": null}");

  /** Roots are minted for recipients that no test opens: else nothing would be rendered. */
  private static final IssueRequest REQUEST =
      IssueRequest.render(TODAY).consenting(new Consent(Set.of(), true));

  private final SpecSweep sweep = new SpecSweep();
  private final Compiler compiler = new Compiler(new Schemas(), Environments.empty());

  private int rendered;

  @TempDir Path folder;

  @Test
  void everyValueOfEveryFieldIsCompiledOrRefused() {
    List<Place> places = sweep.places();
    assertThat(places).hasSizeGreaterThan(300);
    List<String> crashes = new ArrayList<>();
    for (Place place : places) {
      for (String value : VALUES) {
        String spec = sweep.with(place, JsonMapper.shared().readTree(value));
        problem(spec).ifPresent(why -> crashes.add(place + ": " + value + ": " + why));
      }
    }
    assertThat(crashes).isEmpty();
    assertThat(rendered).as("specs that were accepted, and rendered").isGreaterThan(100);
  }

  private Optional<String> problem(String spec) {
    Report report = new Report();
    try {
      List<SpecSource> sources =
          List.of(new SpecSource("mesh.yaml", spec.getBytes(StandardCharsets.UTF_8)));
      Optional<CheckedSpec> checked = compiler.check(sources, TODAY, report);
      if (checked.isEmpty()) {
        return report.hasErrors() ? Optional.empty() : Optional.of("neither spec nor error");
      }
      return render(checked.get(), report);
    } catch (Exception | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return Optional.of(e + " at " + (trace.length == 0 ? "?" : trace[0] + " < " + trace[1]));
    }
  }

  private Optional<String> render(CheckedSpec checked, Report report) throws Exception {
    try (OutputFolder none = OutputFolder.inspect(folder.resolve("rendered"))) {
      Optional<Compiled> compiled = compiler.compile(checked, none, "rendered", REQUEST, report);
      rendered += compiled.isPresent() ? 1 : 0;
      return compiled.isPresent() || report.hasErrors()
          ? Optional.empty()
          : Optional.of("neither tree nor error");
    }
  }
}
