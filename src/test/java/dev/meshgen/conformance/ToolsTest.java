package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every tool that these tests need is there, in the version they were written for or a later one.
 */
@Tag("conformance")
class ToolsTest {
  @ParameterizedTest
  @CsvSource({
    "age,        --version,                         v1\\.",
    "age-keygen, --version,                         v1\\.",
    "sops,       --version --disable-version-check, sops 3\\.",
    "kustomize,  version,                           v5\\.|\\(devel\\)",
    "dyff,       version,                           dyff version",
    "kubeseal,   --version,                         kubeseal version",
    "helm,       version --short,                   v4\\.",
    "istioctl,   version --remote=false,            client version",
    "git,        --version,                         git version",
    "curl,       --version,                         curl [78]\\.",
    "jq,         --version,                         jq-1\\.",
    "openssl,    version,                           OpenSSL (1\\.1\\.1|[3-9])|LibreSSL",
  })
  void answersWhenAskedForItsVersion(
      String tool, String question, String answer, @TempDir Path folder) {
    assertThat(Tool.named(tool).in(folder, Map.of(), question.split(" ")).succeeded())
        .containsPattern(answer);
  }

  @Test
  @Tag("esoctl")
  void esoctlAnswersToo(@TempDir Path folder) {
    assertThat(Tool.ESOCTL.in(folder, Map.of(), "template", "--version").succeeded())
        .containsPattern("version: v\\d");
  }
}
