package dev.meshgen.diff;

import java.util.regex.Pattern;

/** A name with wildcards: {@code *} for any text, {@code {a|b}} for one of several. */
record Glob(String text, Pattern pattern) {
  /** Reads one. Everything else is literal. */
  static Glob of(String text) {
    StringBuilder regex = new StringBuilder();
    boolean choice = text.startsWith("{") && text.endsWith("}");
    String body = choice ? text.substring(1, text.length() - 1) : text;
    String gap = "";
    for (String option : choice ? body.split("\\|") : new String[] {body}) {
      regex.append(gap).append(("\\Q" + option + "\\E").replace("*", "\\E.*\\Q"));
      gap = "|";
    }
    return new Glob(text, Pattern.compile(regex.toString()));
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
