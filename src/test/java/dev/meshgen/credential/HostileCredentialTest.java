package dev.meshgen.credential;

import static dev.meshgen.credential.Handed.leaks;
import static dev.meshgen.credential.Handed.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files: never an exception, never a piece of the token, never neither result nor error.
 */
class HostileCredentialTest {
  private static final String[] INSERTS = {
    "\n",
    " ",
    "\t",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "!!x ",
    "\"",
    "'",
    "|",
    "#",
    "<<: ",
    "\u0000",
    "\u00ff",
    "\ud83d\ude00",
    "-----BEGIN ",
    "-----END ",
    "=",
    ".",
    "0x",
    "yes",
    "---\n",
    "%"
  };

  private final String token = Handed.readerToken();
  private final String opaque = Handed.opaqueToken();
  private final String caPem = Handed.caPem();

  private List<String> originals() {
    return List.of(
        Handed.secret(token, caPem),
        Handed.secretJson(token, caPem),
        Handed.kubeconfig(Handed.cluster(caPem), "token: " + token),
        Handed.kubeconfig(Handed.cluster(caPem), "token: " + opaque),
        "token: " + token + "\nca.crt: |\n" + caPem.indent(2),
        caPem + token + "\n",
        caPem + opaque + "\n",
        token);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void survivesDamageWithoutTellingTheToken(long seed) {
    Random random = new Random(seed);
    for (String original : originals()) {
      for (int i = 0; i < 50; i++) {
        judge(mutate(original, random), "seed " + seed + ", case " + i);
      }
    }
  }

  @Test
  void survivesEveryTruncation() {
    for (String original : originals()) {
      for (int end = 0; end < original.length(); end += 23) {
        judge(original.substring(0, end).getBytes(StandardCharsets.UTF_8), "cut at " + end);
      }
    }
  }

  @Test
  void keepsToItselfWhatTheYamlReaderWouldQuote() {
    for (String secret : List.of(token, opaque, Handed.base64(token))) {
      for (String form :
          List.of(
              "token: *T",
              "token: !T x",
              "token: &T",
              "token: !<T> x",
              "T: a\nT: b",
              "T: a\n T",
              "- T",
              "token: {T: a, T: b}",
              "{T",
              "\"T",
              "kind: T",
              "T",
              "a: T: b",
              "T: a",
              "? T\n: T",
              "kind: Secret\ntype: T",
              "kind: Secret\ndata: {token: [T]}",
              "token: a\nT: b",
              "kind: Secret\nmetadata: {labels: {istio/multiCluster: 1}}\ndata: {T: a}",
              "kind: Config\ncurrent-context: T",
              "kind: Config\ncontexts: [{name: T}, {name: T}]",
              "token: a\nserver: T",
              "token: a\nserver: https://T",
              "token: a\nserver: http://T/T",
              "token: a\nca.crt: T",
              "%T\n---\na: b",
              "@T",
              "`T",
              "token: |T")) {
        judge(Handed.bytes(form.replace("T", secret)), form);
      }
    }
  }

  @Test
  void survivesDeepNesting() {
    judge(Handed.bytes("[".repeat(100_000)), "lists");
    judge(Handed.bytes("{\"a\":".repeat(100_000)), "mappings");
    judge(Handed.bytes("kind: List\nitems: " + "[".repeat(60) + "]".repeat(60)), "list");
  }

  private void judge(byte[] content, String which) {
    Report report = new Report();
    Optional<Credential> credential = CredentialReader.read("handed", content, report);
    assertThat(credential.isPresent()).as(which).isNotEqualTo(report.hasErrors());
    credential.ifPresent(
        found -> {
          ClusterFacts cluster =
              Handed.spec("east", "istio-system", Optional.empty(), Optional.empty());
          CheckOptions options = CheckOptions.adding(true, Handed.NOW);
          Optional<AcceptedCredential> accepted =
              CheckCredential.check(found, cluster, options, report);
          assertThat(accepted.isPresent()).as(which).isNotEqualTo(report.hasErrors());
          accepted.ifPresent(each -> RemoteSecret.of(cluster, each).close());
        });
    String said = texts(report);
    assertThat(leaks(said, token)).as(which + "\n" + said).isFalse();
    assertThat(leaks(said, Handed.base64(token))).as(which + "\n" + said).isFalse();
    assertThat(leaks(said, opaque)).as(which + "\n" + said).isFalse();
    assertThat(report.diagnostics()).noneMatch(each -> each.at().hasLine());
  }

  private static byte[] mutate(String original, Random random) {
    String text = original;
    for (int i = 1 + random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(40));
      text =
          switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + text.substring(end);
            case 1 -> text.substring(0, at) + text.substring(at, end) + text.substring(at);
            case 2 -> text.substring(0, at) + pick(random) + text.substring(at);
            case 3 -> shuffled(text, random);
            default -> text.substring(0, at) + pick(random) + text.substring(end);
          };
    }
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(8) == 0 && content.length > 0) {
      content = Arrays.copyOf(content, content.length);
      content[random.nextInt(content.length)] = (byte) random.nextInt(256);
    }
    return content;
  }

  private static String shuffled(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.size() > 1) {
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String pick(Random random) {
    return INSERTS[random.nextInt(INSERTS.length)];
  }
}
