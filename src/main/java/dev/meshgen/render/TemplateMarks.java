package dev.meshgen.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks at the ends of the lines of templates, which survive rendering, so that each line of a file
 * says which line of which template it comes from.
 */
public final class TemplateMarks {
  /** No text of a template or a view has it. */
  private static final char SIGN = '\u0001';

  private static final Pattern MARK = Pattern.compile(SIGN + "([^" + SIGN + "]*)" + SIGN);

  /** A line of nothing but tags that print nothing, which Mustache takes out as a whole. */
  private static final Pattern STANDALONE = Pattern.compile("\\s*\\{\\{[#/^!>][^}]*}}\\s*");

  private TemplateMarks() {}

  /** A template with its marks. */
  static String in(String template, String text) {
    StringBuilder marked = new StringBuilder();
    int number = 1;
    for (String line : text.split("(?<=\n)")) {
      String bare = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
      marked.append(bare);
      if (!STANDALONE.matcher(bare).matches()) {
        marked.append(SIGN).append(template).append(':').append(number).append(SIGN);
      }
      marked.append(line.substring(bare.length()));
      number++;
    }
    return marked.toString();
  }

  /** Of each line of a rendered text, the template and its line: {@code cluster/x.yaml:7}. */
  public static List<Optional<String>> of(String text) {
    List<Optional<String>> places = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher mark = MARK.matcher(line);
      places.add(mark.find() ? Optional.of(mark.group(1)) : Optional.empty());
    }
    return places;
  }
}
