package dev.meshgen.docs;

import dev.meshgen.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page about one code, {@code src/docs/diagnostics/<CODE>.md}: what is wrong, why, an example
 * and the example corrected, in this order and form.
 */
record CodePage(String title, String severity, String why, Example wrong, Example right) {
  private static final Path FOLDER = Path.of("src/docs/diagnostics");
  private static final Pattern INTRODUCTION =
      Pattern.compile(
          "# (MG\\d{4}: [^\n]*[^.\n])\n\n(Error|Warning|Note)\\.\n\n[^\n#].*", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "\n(<!-- not from a fixture -->\n)?```(?:yaml|sh)\n(.*?\n)```\n(\n[^\n#].*)?",
          Pattern.DOTALL);

  /** A block of YAML or of commands, and what is said about it. */
  record Example(boolean ofFixture, List<String> lines, String remark) {
    private static Example of(String section) {
      Matcher form = parse(EXAMPLE, section.stripTrailing() + "\n");
      String remark = form.group(3) == null ? "" : form.group(3).strip();
      return new Example(form.group(1) == null, form.group(2).lines().toList(), remark);
    }
  }

  static Path path(Code code) {
    return FOLDER.resolve(code.id() + ".md");
  }

  /** Refuses a page that lacks a part, has one too many, or has them in another order. */
  static CodePage of(Code code) throws IOException {
    List<String> parts = List.of(Files.readString(path(code)).split("(?m)^## ", -1));
    List<String> headings =
        parts.stream().skip(1).map(part -> part.lines().findFirst().orElse("")).toList();
    if (!headings.equals(List.of("Why", "Wrong", "Right"))) {
      throw new AssertionError("not Why, Wrong and Right: " + headings);
    }
    Matcher introduction = parse(INTRODUCTION, parts.get(0));
    return new CodePage(
        introduction.group(1),
        introduction.group(2),
        parts.get(1).substring("Why\n".length()),
        Example.of(parts.get(2).substring("Wrong\n".length())),
        Example.of(parts.get(3).substring("Right\n".length())));
  }

  private static Matcher parse(Pattern form, String part) {
    Matcher found = form.matcher(part);
    if (!found.matches()) {
      throw new AssertionError("not of the form " + form + ":\n" + part);
    }
    return found;
  }
}
