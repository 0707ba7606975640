package dev.meshgen.pki;

/**
 * The name of a subject as people read it: a value with characters that part names is in quotes,
 * {@code O="Acme, Inc.",CN=root}, where text for programs escapes each ({@code O=Acme\, Inc.}).
 */
public final class ReadableName {
  private static final String PARTS = ",+;<>\"\\";

  private ReadableName() {}

  /**
   * A name for people.
   *
   * @param name as {@link CertificateDetails} has it
   */
  public static String of(String name) {
    if (name.indexOf('\\') < 0) {
      return name;
    }
    StringBuilder out = new StringBuilder(name.length());
    StringBuilder part = new StringBuilder();
    boolean escaped = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean ends = !escaped && (c == ',' || c == '+');
      if (ends) {
        out.append(attribute(part.toString())).append(c);
        part.setLength(0);
      } else {
        part.append(c);
      }
      escaped = !escaped && c == '\\';
    }
    return out.append(attribute(part.toString())).toString();
  }

  private static String attribute(String part) {
    int value = part.indexOf('=') + 1;
    if (part.indexOf('\\') < 0) {
      return part;
    }
    return part.substring(0, value) + value(part.substring(value).replaceAll("\\\\(.)", "$1"));
  }

  private static String value(String text) {
    boolean quoted =
        text.startsWith("#")
            || text.startsWith(" ")
            || text.endsWith(" ")
            || text.chars().anyMatch(c -> PARTS.indexOf(c) >= 0);
    return quoted ? '"' + text.replaceAll("([\"\\\\])", "\\\\$1") + '"' : text;
  }
}
