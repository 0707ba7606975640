package dev.meshgen.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a file, the answer is a mesh or a diagnostic, never an exception. */
final class HostileSpecTest {
  private static final int ROUNDS = 500;
  private static final List<String> FRAGMENTS =
      List.of(
          "null",
          "~",
          "true",
          "no",
          "{}",
          "[]",
          "\"\"",
          "''",
          "-1",
          "0",
          "99999999999999999999",
          "1e400",
          "1.30",
          "0x1f",
          "[[[[[[[[]]]]]]]]",
          "{a: {b: {c: d}}}",
          "&a",
          "*a",
          "!!binary x",
          "|",
          ">-",
          "\t",
          "\u0000",
          "\uFEFF",
          "\u202E",
          "\u0085",
          "\uD83D\uDE00",
          "ééé",
          "---",
          "...",
          "#",
          ": ",
          "- ",
          "<<: {}",
          "? ",
          "%YAML 1.1",
          "10.0.0.0/8",
          "::/0",
          "0.0.0.0/0",
          "1.1.1.1/-1",
          "::ffff:1.2.3.4/96",
          "fe80::1%eth0/64",
          "https://[",
          "https://",
          "https://@",
          "https://:0",
          "*.",
          "*",
          "..",
          "/",
          "age1",
          "AGE-SECRET-KEY-1",
          "999999d",
          "1.31.0-",
          "1.31.99999999999",
          "1.999999.1",
          "kube-system",
          "Kubernetes",
          "bootstrap",
          "a".repeat(300),
          "{\"a\": 1}",
          "values: {istiod: {global: null}}",
          "match: {}",
          "set: null",
          "istio: null",
          "secrets: {sops: {age: null}}",
          "clusterDefaults: null");

  private static final List<String> SPECS = specs();

  private static List<String> specs() {
    FixtureText fill = new FixtureText(3);
    try (Stream<Path> invalid = Files.walk(Path.of("src/test/resources/invalid"));
        Stream<Path> examples = Files.walk(Path.of("examples"))) {
      List<String> specs = new ArrayList<>();
      for (Path file :
          Stream.concat(invalid, examples)
              .filter(path -> path.toString().endsWith(".yaml"))
              .sorted()
              .toList()) {
        specs.add(fill.fill(Files.readString(file)));
      }
      specs.add(Files.readString(Path.of("examples/rings/mesh.yaml")).repeat(2));
      return specs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  @Timeout(120)
  void neverThrows(long block) {
    for (long seed = block * ROUNDS; seed < (block + 1) * ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] spec = mutate(SPECS.get(random.nextInt(SPECS.size())), random);
      List<Diagnostic> found = read(spec, seed);
      for (Diagnostic one : found) {
        assertThat(one.message()).as("seed %d", seed).isNotBlank();
        assertThat(one.at().line()).as("seed %d: %s", seed, one).isNotNegative();
      }
    }
  }

  private static List<Diagnostic> read(byte[] spec, long seed) {
    try {
      ReadMesh read = ReadMesh.of("mesh.yaml", spec, ReadMesh.TODAY);
      List<Diagnostic> found = read.diagnostics();
      boolean wrong = found.stream().anyMatch(one -> one.severity() == Severity.ERROR);
      assertThat(wrong || read.spec().isPresent())
          .as("seed %d: neither mesh nor error", seed)
          .isTrue();
      read.spec()
          .ifPresent(
              mesh -> {
                assertThat(mesh.mesh().toString()).isNotEmpty();
                mesh.mesh().clusters().forEach(cluster -> mesh.resolved(cluster.name()));
              });
      return found;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("seed " + seed + " on\n" + new String(spec, StandardCharsets.UTF_8), e);
    }
  }

  private static byte[] mutate(String spec, Random random) {
    List<String> lines = new ArrayList<>(Arrays.asList(spec.split("\n", -1)));
    int rounds = 1 + random.nextInt(4);
    for (int i = 0; i < rounds; i++) {
      mutateLines(lines, random);
    }
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(4) == 0 && bytes.length > 0) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
    }
    return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }

  private static void mutateLines(List<String> lines, Random random) {
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(9)) {
      case 0 -> Collections.swap(lines, at, other);
      case 1 -> lines.remove(lines.size() > 1 ? at : 0);
      case 2 ->
          lines.addAll(other, List.copyOf(lines.subList(Math.min(at, other), Math.max(at, other))));
      case 3 -> lines.set(at, "  " + line);
      case 4 -> lines.set(at, line.startsWith("  ") ? line.substring(2) : line);
      case 5 -> lines.set(at, withValue(line, fragment(random)));
      case 6 -> lines.add(at, " ".repeat(indent(line)) + fragment(random));
      case 7 -> lines.set(at, insert(line, fragment(random), random));
      default ->
          lines.set(
              at, line.isEmpty() ? "" : insert(line, "" + (char) random.nextInt(0xd800), random));
    }
    if (lines.isEmpty()) {
      lines.add("");
    }
  }

  private static String fragment(Random random) {
    return FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
  }

  private static String withValue(String line, String value) {
    int colon = line.indexOf(": ");
    return colon < 0 ? line + " " + value : line.substring(0, colon + 2) + value;
  }

  private static String insert(String line, String text, Random random) {
    int at = random.nextInt(line.length() + 1);
    return line.substring(0, at) + text + line.substring(at);
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }
}
