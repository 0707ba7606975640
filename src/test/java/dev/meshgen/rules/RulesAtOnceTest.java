package dev.meshgen.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bench.SpecGenerator;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A large mesh is judged by several rules at once, and hears the same. */
final class RulesAtOnceTest {
  private static final Path FOLDER = Path.of("src/test/resources/invalid");
  private static final Pattern QUESTION =
      Pattern.compile("report\\s*\\.(speaksOf|addInsteadOf|has\\w+|diagnostics|notes)\\(");

  static List<String> fixtures() throws IOException {
    return InvalidFixturesTest.fixtures();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void findsWhatOneRuleAfterTheOtherFinds(String file) throws IOException {
    String text = new FixtureText(1).fill(Files.readString(FOLDER.resolve(file)));
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    ReadMesh.of(file, content, ReadMesh.TODAY).context().ifPresent(RulesAtOnceTest::compare);
  }

  @Test
  void findsAllOfManyClusters() {
    ReadMesh mesh = ReadMesh.of(SpecGenerator.mixed(500).replace("\"1.34\"", "\"1.29\""));
    Optional<RuleContext> context = mesh.context();
    assertThat(context).isPresent();
    assertThat(compare(context.get())).hasSizeGreaterThan(500);
  }

  private static List<Diagnostic> compare(RuleContext context) {
    Report atOnce = new Report();
    Rules.atOnce(context, atOnce);
    Report inTurn = new Report();
    Rules.inTurn(Rules.ALL, context, inTurn);
    assertThat(atOnce.diagnostics()).isEqualTo(inTurn.diagnostics());
    assertThat(atOnce.hasErrors()).isEqualTo(inTurn.hasErrors());
    return atOnce.diagnostics();
  }

  @Test
  void whoAsksTheReportSaysSo() throws IOException {
    for (Rule rule : Rules.ALL) {
      String outer = rule.getClass().getName().replaceAll("\\$.*", "").replace('.', '/');
      Path source = Path.of("src/main/java", outer + ".java");
      boolean asks = QUESTION.matcher(Files.readString(source)).find();
      assertThat(rule.asksOthers()).as(outer).isEqualTo(asks);
    }
  }
}
