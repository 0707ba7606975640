package dev.meshgen.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java files of the program, as text. */
final class ProgramSources {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);");

  /** A comment, a text block, a string or a character: whatever may hold the quotes of another. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\\n]*|/\\*(?s:.*?)\\*/"
              + "|\"\"\"((?s:.*?))\"\"\""
              + "|\"((?:\\\\.|[^\"\\\\\\n])*)\""
              + "|'(?:\\\\.|[^'\\\\])+'");

  private ProgramSources() {}

  /** All of src/main, sorted. */
  static List<Path> main() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** All of templates, sorted. */
  static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("templates"))) {
      return files.filter(file -> file.toString().endsWith(".mustache")).sorted().toList();
    }
  }

  /** A text in the code, as it is written there. */
  record Literal(int line, String text) {}

  /** Every string of a source, in order; comments and characters are not strings. */
  static List<Literal> literals(String source) {
    List<Literal> found = new ArrayList<>();
    Matcher tokens = TOKEN.matcher(source);
    while (tokens.find()) {
      String text = tokens.group(1) != null ? tokens.group(1) : tokens.group(2);
      if (text != null) {
        found.add(new Literal((int) source.substring(0, tokens.end()).lines().count(), text));
      }
    }
    return found;
  }

  static String packageOf(String source) {
    return PACKAGE.matcher(source).results().findFirst().orElseThrow().group(1);
  }

  static List<String> imports(String source) {
    return IMPORT.matcher(source).results().map(found -> found.group(1)).toList();
  }
}
