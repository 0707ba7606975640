package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.testing.Secrets;
import dev.meshgen.testing.Secrets.Secret;
import dev.meshgen.testing.SpecSweep;
import dev.meshgen.testing.SpecSweep.Place;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A secret in the wrong place is refused and never printed, whatever the place and the printer. */
class SecretsNeverShownTest {
  private static final Map<String, Secret> SECRETS = Secrets.all();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final LocalDate TODAY = LocalDate.of(2026, 10, 1);
  private static final Compiler COMPILER =
      new Compiler(new Schemas(), console(new StringWriter()).env());

  @TempDir Path folder;

  private final SpecSweep sweep = new SpecSweep();
  private final SpecSweep stored = SpecSweep.of("vault-kv");
  private final SpecSweep issued = SpecSweep.of("short-lived-tokens");

  /** One field to a spec, so that every rule sees it. */
  @Test
  void inNoFieldOfTheSchemas() {
    List<Secret> kinds = List.copyOf(SECRETS.values());
    List<String> shown = new ArrayList<>();
    int turn = 0;
    for (Place place : sweep.places()) {
      for (int i = 0; i < 4 && !isAlone(place); i++) {
        Secret secret = kinds.get(turn++ % kinds.size());
        check(Map.of(place, secret), sweep.with(place, at(i, secret.text())), shown);
      }
    }
    assertThat(shown).isEmpty();
  }

  /** Many fields to a spec, so that each meets each kind. */
  @Test
  void inNoFieldWhateverItsKind() {
    List<Secret> kinds = List.copyOf(SECRETS.values());
    List<String> shown = new ArrayList<>();
    for (List<Place> group : sweep.groups(16, place -> !isAlone(place))) {
      for (int turn = 0; turn < kinds.size(); turn++) {
        Map<Place, Secret> secrets = new LinkedHashMap<>();
        Map<Place, JsonNode> values = new LinkedHashMap<>();
        for (int i = 0; i < group.size(); i++) {
          Secret secret = kinds.get((turn + i) % kinds.size());
          secrets.put(group.get(i), secret);
          values.put(group.get(i), at(turn / 2 + i, secret.text()));
        }
        check(secrets, sweep.with(values), shown);
      }
    }
    assertThat(shown).isEmpty();
  }

  @Test
  void ofNoKindWhereRulesJudgeIt() {
    List<Secret> kinds = List.copyOf(SECRETS.values());
    List<String> shown = new ArrayList<>();
    int turn = 0;
    for (Place place : sweep.places()) {
      if (isAlone(place)) {
        turn++;
        for (int i = 0; i < kinds.size(); i++) {
          Secret secret = kinds.get(i);
          String spec = complete(place).with(place, at(turn + i, secret.text()));
          check(Map.of(place, secret), spec, shown);
        }
      }
    }
    assertThat(shown).isEmpty();
  }

  /** A spec that lacks nothing beside a place: rules judge no other. */
  private SpecSweep complete(Place place) {
    if (place.steps().contains("bundle")) {
      return stored;
    }
    return place.steps().contains("vaultKubernetes") ? issued : sweep;
  }

  /** Where rules judge the value, which see no spec that lacks much, or where anything may be. */
  private static boolean isAlone(Place place) {
    return place.steps().stream()
        .anyMatch(
            List.of(
                    "network",
                    "apiServer",
                    "caData",
                    "repoURL",
                    "hub",
                    "values",
                    "labels",
                    "version",
                    "age",
                    "pgp")
                ::contains);
  }

  @Test
  void inNothingThatIsNotEvenYaml() {
    List<String> shown = new ArrayList<>();
    List<String> forms =
        List.of(
            "%s\n",
            "*%s\n",
            "!%s x\n",
            "{%s\n",
            "\"%s\n",
            "? [%s]\n",
            "a: b: %s\n",
            "a: \"%s\" b\n",
            "%1$s: 1\n%1$s: 2\n",
            "\ta: %s\n",
            "a: |\n  %s\n x\n",
            "kind: %s\napiVersion: %1$s\n",
            "- %s\n",
            "a: 1\n---\n...\n%s\n",
            "a: \u0001%s\n",
            "password: %s\n a: b\n");
    for (String form : forms) {
      SECRETS.forEach(
          (kind, secret) -> {
            String text = secret.text().replace("\n", "\n  ").strip();
            check(form + " " + kind, secret, form.formatted(text), shown);
          });
    }
    assertThat(shown).isEmpty();
  }

  @Test
  void inNoExplanationNorUsage() {
    Workspace workspace = TestMesh.in(folder).workspace();
    String spec = workspace.read("mesh.yaml");
    List<String> shown = new ArrayList<>();
    SECRETS.forEach(
        (kind, secret) -> {
          String value = JSON.stringNode(secret.text()).toString();
          workspace.write("mesh.yaml", spec + "  values: {istiod: {env: {A: " + value + "}}}\n");
          for (String command : List.of("validate", "render", "render --check", "images")) {
            Workspace.Run run = workspace.run(command.split(" "));
            assertThat(run.code()).as(command + " " + kind).isNotZero();
            add(shown, command + " " + kind, secret, run.out() + run.err());
          }
          String oneLine = secret.text().replace("\n", " ");
          for (String[] words :
              List.of(
                  new String[] {"explain", "cluster/west", "spec.values"},
                  new String[] {"explain", "cluster/west"},
                  new String[] {"explain", oneLine},
                  new String[] {"render", oneLine},
                  new String[] {"render", "-f", oneLine},
                  new String[] {oneLine})) {
            Workspace.Run run = workspace.run(words);
            add(shown, String.join(" ", words), secret, run.out() + run.err());
          }
        });
    assertThat(shown).isEmpty();
  }

  private static JsonNode at(int position, String secret) {
    return switch (position % 4) {
      case 0 -> JSON.stringNode(secret);
      case 1 -> JSON.objectNode().put(secret, 1);
      case 2 -> JSON.arrayNode().add(secret);
      default -> JSON.objectNode().set("x", JSON.arrayNode().add(secret));
    };
  }

  private static void check(String where, Secret secret, String spec, List<String> shown) {
    Report report = new Report();
    List<SpecSource> sources =
        List.of(new SpecSource("mesh.yaml", spec.getBytes(StandardCharsets.UTF_8)));
    COMPILER.check(sources, TODAY, report);
    if (!report.hasErrors()) {
      shown.add(where + " accepts it: " + secret.text());
    }
    printed(sources, report)
        .forEach((format, output) -> add(shown, where + " " + format, secret, output));
  }

  private static void check(Map<Place, Secret> secrets, String spec, List<String> shown) {
    Report report = new Report();
    List<SpecSource> sources =
        List.of(new SpecSource("mesh.yaml", spec.getBytes(StandardCharsets.UTF_8)));
    COMPILER.check(sources, TODAY, report);
    Map<DiagnosticFormat, String> printed = printed(sources, report);
    Set<Integer> refused = new TreeSet<>();
    report.diagnostics().stream()
        .filter(found -> found.severity() == Severity.ERROR)
        .forEach(found -> refused.add(found.at().line()));
    List<String> lines = spec.lines().toList();
    secrets.forEach(
        (place, secret) -> {
          String written = JSON.stringNode(secret.text()).toString();
          boolean found = false;
          for (int line = 1; line <= lines.size() && !found; line++) {
            found = lines.get(line - 1).contains(written) && refused.contains(line);
          }
          if (!found) {
            shown.add(place + " accepts it: " + secret.text());
          }
          printed.forEach((format, output) -> add(shown, place + " " + format, secret, output));
        });
  }

  private static Map<DiagnosticFormat, String> printed(List<SpecSource> sources, Report report) {
    Map<DiagnosticFormat, String> printed = new EnumMap<>(DiagnosticFormat.class);
    for (DiagnosticFormat format : DiagnosticFormat.values()) {
      StringWriter out = new StringWriter();
      Diagnostics.print(console(out), format, sources, report);
      printed.put(format, out.toString());
    }
    return printed;
  }

  private static void add(List<String> shown, String where, Secret secret, String output) {
    if (secret.isIn(output)) {
      shown.add(where + "\n" + output);
    }
  }

  private static Console console(StringWriter out) {
    PrintWriter printer = new PrintWriter(out);
    return new Console(
        printer,
        printer,
        new ByteArrayInputStream(new byte[0]),
        Path.of(""),
        Map.of(),
        Clock.systemUTC(),
        false);
  }
}
