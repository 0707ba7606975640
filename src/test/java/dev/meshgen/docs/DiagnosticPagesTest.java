package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.docs.CodePage.Example;
import dev.meshgen.rules.InvalidFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a page shows as wrong is reported, and what it shows as right is not. */
final class DiagnosticPagesTest {
  private static final Pattern UPSTREAM =
      Pattern.compile(
          "(?i:istio)|Envoy|ztunnel|Kubernetes|kube(ctl|let|seal)|API\\sserver|Helm"
              + "|Argo\\sCD|Flux|Kustomize|Sail\\sOperator|External\\sSecrets|Sealed\\sSecrets"
              + "|cert-manager|Vault|SOPS|\\bsops\\b|\\bage\\b|OpenSS[HL]|\\bgpg\\b|\\bGit\\b"
              + "|\\b(EKS|AKS|GKE|AWS)\\b|Windows|YAML|\\bRFC\\s\\d|CVE-\\d");

  @Test
  void everyCodeHasAPageAndEveryPageACode() throws IOException {
    try (Stream<Path> pages = Files.list(CodePage.path(Code.NO_MESH).getParent())) {
      assertThat(pages.filter(page -> !page.endsWith("README.md")))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(Code.values()).map(CodePage::path).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesItsCodeAndSeverity(Code code) throws IOException {
    CodePage page = CodePage.of(code);
    assertThat(page.title()).isEqualTo(code.id() + ": " + code.summary());
    assertThat(page.severity()).isEqualToIgnoringCase(code.severity().id());
  }

  /** A rule of meshgen has its reason elsewhere: in what upstream does or a standard says. */
  @ParameterizedTest
  @EnumSource
  void saysWhatIsSoUpstream(Code code) throws IOException {
    assertThat(CodePage.of(code).why()).containsPattern(UPSTREAM);
  }

  @ParameterizedTest
  @EnumSource
  void isTidy(Code code) throws IOException {
    String text = Files.readString(CodePage.path(code));
    assertThat(text).endsWith("\n").doesNotContain(" \n", "\n\n\n", "\r");
    assertThat(CodePage.of(code).wrong().remark()).isEmpty();
    assertThat(CodePage.of(code).right().remark()).doesNotContain("```");
  }

  @ParameterizedTest
  @EnumSource
  void correctsItsFixture(Code code) throws IOException {
    CodePage page = CodePage.of(code);
    assertThat(page.right().ofFixture()).isEqualTo(page.wrong().ofFixture());
    if (page.wrong().ofFixture()) {
      assertCorrects(code, page.wrong(), page.right());
    } else {
      assertThat(InvalidFixture.of(code)).as("fixtures that the page does not show").isEmpty();
      assertThat(page.right().lines()).isNotEqualTo(page.wrong().lines());
    }
  }

  private static void assertCorrects(Code code, Example wrong, Example right) throws IOException {
    InvalidFixture fixture =
        InvalidFixture.of(code).stream()
            .filter(each -> each.holds(wrong.lines()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("not an excerpt of the fixture of " + code.id()));
    long marks = fixture.marks(wrong.lines(), code);
    assertThat(marks).as("marked lines in the excerpt").isPositive();
    Map<Code, Integer> before = fixture.reports();
    Map<Code, Integer> after = fixture.reportsWith(wrong.lines(), right.lines());
    assertThat(before.get(code) - after.getOrDefault(code, 0)).as("%s", after).isEqualTo(marks);
    Map<Code, Integer> appeared = new EnumMap<>(after);
    appeared.keySet().removeAll(before.keySet());
    assertThat(appeared).as("reported only after the correction").isEmpty();
  }
}
