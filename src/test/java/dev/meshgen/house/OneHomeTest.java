package dev.meshgen.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Words that only one class may spell: those that two once did, with different results. */
final class OneHomeTest {
  private static final Map<String, String> HOMES =
      Map.ofEntries(
          Map.entry("&gt;", "MarkupText.java"),
          Map.entry("capabilities = ", "PolicyText.java"),
          Map.entry("MGF1", "RsaOaep.java"),
          Map.entry("ghp_", "SecretPatterns.java"),
          Map.entry("glpat-", "SecretPatterns.java"),
          Map.entry("ATBB", "SecretPatterns.java"),
          Map.entry("k8s-aws-v1.", "SecretText.java"),
          Map.entry("sha256~", "SecretText.java"),
          Map.entry(".gke.goog", "PublicServers.java"),
          Map.entry("enableK8sTokensViaDns", "PublicServers.java"),
          Map.entry("192.168.0.0/16", "ReservedRanges.java"),
          Map.entry("expires before it is valid", "LockedChain.java"),
          Map.entry("never valid at the same time", "LockedChain.java"),
          Map.entry("would refuse those of", "PeerTrustCheck.java"),
          Map.entry("the signing key has no recipients", "RootRecipients.java"),
          Map.entry(" has changed in the meantime; run again", "SpecFileWriter.java"));

  @TestFactory
  List<DynamicTest> oneClassSpellsAFact() throws IOException {
    List<Path> sources = ProgramSources.main();
    List<DynamicTest> tests = new ArrayList<>();
    HOMES.forEach(
        (words, home) ->
            tests.add(
                DynamicTest.dynamicTest(
                    words, () -> assertThat(spelling(sources, words)).containsExactly(home))));
    return tests;
  }

  private static List<String> spelling(List<Path> sources, String words) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : sources) {
      if (ProgramSources.literals(Files.readString(source)).stream()
          .anyMatch(literal -> literal.text().contains(words))) {
        found.add(source.getFileName().toString());
      }
    }
    return found;
  }
}
