package dev.meshgen.render;

import java.util.regex.Pattern;

/** Refuses a YAML template in which a tag is anything but one whole scalar. */
final class WholeScalars {
  private static final String NAME = "\\{\\{[a-zA-Z.][a-zA-Z0-9.]*\\}\\}";
  private static final Pattern VALUE =
      Pattern.compile(
          "\\s*(- )*((" + NAME + "|[^{}]+): )?" + NAME + "|\\s*(- )*" + NAME + ":( \\|)?");
  private static final Pattern SECTION = Pattern.compile("\\s*\\{\\{[#^/>][^{}]+\\}\\}\\s*");

  private WholeScalars() {}

  static void check(String template, String text) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      if (line.contains("{{")
          && !VALUE.matcher(line).matches()
          && !SECTION.matcher(line).matches()) {
        throw new IllegalStateException(
            "template " + template + ":" + (i + 1) + ": a tag must be one whole scalar: " + line);
      }
    }
  }
}
