package dev.meshgen.spec;

/** The patterns of the schemas in words. */
final class PatternWords {
  private static final String LETTERS = "lower-case letters, digits and \"-\"";
  private static final String ENDS = ", first and last a letter or a digit";
  private static final String PATH = "a path of letters, digits, \".\", \"_\" and \"-\"";

  private PatternWords() {}

  /** What a text has to look like; the pattern itself if no words are known for it. */
  static String words(String pattern) {
    return switch (pattern) {
      case "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" -> LETTERS + ENDS;
      case "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
          "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$" ->
          LETTERS + " between dots" + ENDS;
      case "^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$" ->
          "lower-case letters, digits, \".\", \"_\" and \"-\"" + ENDS;
      case "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$" ->
          "letters, digits, \"-\", \"_\" and \".\"" + ENDS + ", or nothing";
      case "^(\\./|(\\./)?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*)$" -> PATH + ", with or without ./";
      case "^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$" -> PATH + ", without a slash at the ends";
      case "^(https?://|ssh://|git@)[^\\s]+$" -> "an address that begins https://, ssh:// or git@";
      case "^(oci|https)://[^\\s]+[^/\\s]$" ->
          "an address that begins oci:// or https:// and does not end with a slash";
      case "^https://[^\\s/]+(/[^\\s]*)?$" -> "an address that begins https://";
      case "^1\\.[0-9]{1,2}$" -> "two numbers, such as 1.34";
      case "^[0-9]+\\.[0-9]+\\.[0-9]+$" -> "three numbers, such as 1.4.0";
      case "^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.]+)?$" ->
          "three numbers, such as 1.31.1, and perhaps a suffix after a \"-\"";
      case "^[1-9][0-9]{0,5}[dh]$" -> "a number of days or hours, such as 365d or 12h";
      case "^[^\\s,]+$" -> "a text without spaces and commas";
      case "^[a-z0-9][a-zA-Z0-9._:/-]*[a-zA-Z0-9]$" -> "a registry and a path, without https://";
      case "^eipalloc-[0-9a-f]+$" -> "eipalloc- and the digits of its ID";
      default -> "a text that " + pattern + " matches";
    };
  }
}
