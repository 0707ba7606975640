package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A fixture that can be quoted, corrected and checked again, as the page of its code does. */
public final class InvalidFixture {
  private static final Path FOLDER = Path.of("src/test/resources/invalid");
  private static final Pattern EXPECTATION =
      Pattern.compile(" *# (file: )?(error|warning|note) MG.*$");
  private static final Pattern AS_OF =
      Pattern.compile("^# as of (\\d{4}-\\d{2}-\\d{2})$", Pattern.MULTILINE);

  private final List<String> marked;
  private final List<String> lines;

  private InvalidFixture(List<String> marked) {
    this.marked = marked;
    lines = marked.stream().map(line -> EXPECTATION.matcher(line).replaceFirst("")).toList();
  }

  /** The fixture of a code and its variants, wherever below the folder they lie. */
  public static List<InvalidFixture> of(Code code) throws IOException {
    List<InvalidFixture> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().matches(code.id() + "(\\.[a-z]+)?\\.yaml")) {
          found.add(new InvalidFixture(Files.readAllLines(file)));
        }
      }
    }
    return found;
  }

  /** Whether these lines, without what the fixture expects of them, follow each other in it. */
  public boolean holds(List<String> excerpt) {
    return Collections.indexOfSubList(lines, excerpt) >= 0;
  }

  /** How many lines of the excerpt are marked with the code; the file as a whole counts as one. */
  public long marks(List<String> excerpt, Code code) {
    int start = Collections.indexOfSubList(lines, excerpt);
    long inside =
        marked.subList(start, start + excerpt.size()).stream()
            .filter(line -> marks(line, code) && !ofTheWholeFile(line))
            .count();
    return inside
        + marked.stream().filter(line -> marks(line, code) && ofTheWholeFile(line)).count();
  }

  private static boolean marks(String line, Code code) {
    Matcher expectation = EXPECTATION.matcher(line);
    return expectation.find() && expectation.group().contains(code.id());
  }

  private static boolean ofTheWholeFile(String line) {
    return line.startsWith("# file:");
  }

  /** On how many lines each code is reported and not acknowledged. */
  public Map<Code, Integer> reports() {
    return reports(lines);
  }

  /** The same once the first occurrence of the excerpt is replaced. */
  public Map<Code, Integer> reportsWith(List<String> excerpt, List<String> replacement) {
    int start = Collections.indexOfSubList(lines, excerpt);
    List<String> corrected = new ArrayList<>(lines.subList(0, start));
    corrected.addAll(replacement);
    corrected.addAll(lines.subList(start + excerpt.size(), lines.size()));
    return reports(corrected);
  }

  private static Map<Code, Integer> reports(List<String> lines) {
    String text = new FixtureText(1).fill(String.join("\n", lines) + "\n");
    Matcher date = AS_OF.matcher(text);
    LocalDate asOf = date.find() ? LocalDate.parse(date.group(1)) : ReadMesh.TODAY;
    ReadMesh mesh = ReadMesh.of("mesh.yaml", text.getBytes(StandardCharsets.UTF_8), asOf);
    Map<Code, Integer> counts = new EnumMap<>(Code.class);
    TreeSet<String> seen = new TreeSet<>();
    for (Diagnostic each : mesh.diagnostics()) {
      if (!isAcknowledged(each, mesh, asOf) && seen.add(each.at().line() + each.code().id())) {
        counts.merge(each.code(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static boolean isAcknowledged(Diagnostic found, ReadMesh mesh, LocalDate asOf) {
    return mesh.spec()
        .flatMap(spec -> new AcknowledgementJudge(spec, asOf).apply(found).acknowledged())
        .isPresent();
  }
}
