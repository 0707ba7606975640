package dev.meshgen.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SealRuleTest {
  private static final List<String> NAMES =
      List.of(
          "data",
          "stringData",
          "datas",
          "ca-key.pem",
          "ca-keyXpem",
          "tls.key",
          "my-tls.key",
          "tls.crt",
          "ca-cert.pem",
          "cert-chain.pem",
          "root-cert.pem",
          "metadata");

  /** sops reads the expression, and meshgen the names. */
  @ParameterizedTest
  @EnumSource
  void sealsWhatItsExpressionMatches(SealRule rule) {
    Pattern expression = Pattern.compile(rule.regex());
    for (String name : NAMES) {
      assertThat(rule.seals(name)).as(name).isEqualTo(expression.matcher(name).find());
    }
    assertThat(NAMES).filteredOn(rule::seals).hasSize(2);
    assertThat(SealRule.of(rule.regex())).contains(rule);
    assertThat(SealRule.of("^data$")).isEmpty();
  }
}
