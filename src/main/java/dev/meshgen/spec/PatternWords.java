package dev.meshgen.spec;

/** The patterns of the schemas, in words. */
final class PatternWords {
  private static final String LETTERS = "lower-case letters, digits and \"-\"";
  private static final String ENDS = ", starting and ending with a letter or digit";
  private static final String PATH = "a path of letters, digits, \".\", \"_\" and \"-\"";

  private PatternWords() {}

  /** What a text must look like; the pattern itself if there are no words for it. */
  static String words(String pattern) {
    return switch (pattern) {
      case "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" -> LETTERS + ENDS;
      case "^[a-z]([-a-z0-9]*[a-z0-9])?$" ->
          LETTERS + ", starting with a letter and ending with a letter or digit";
      case "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$" ->
          LETTERS + ", in parts separated by dots" + ENDS;
      case "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$" ->
          LETTERS + ", in two or more parts separated by dots" + ENDS;
      case "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$" ->
          "lower-case letters, digits, \"-\" and \".\"" + ENDS;
      case "^[A-Z][A-Za-z0-9]*$" -> "letters and digits, starting with an upper-case letter";
      case "^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?:[1-9][0-9]{0,4}$" ->
          "a host and a port, such as ca.cert-manager.svc:443";
      case "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+/"
              + "[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$" ->
          "a domain and a name, such as clusterissuers.cert-manager.io/mesh-root";
      case "^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$" ->
          "lower-case letters, digits, \".\", \"_\" and \"-\"" + ENDS;
      case "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$" ->
          "letters, digits, \"-\", \"_\" and \".\"" + ENDS + ", or an empty string";
      case "^(\\./|(\\./)?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*)$" ->
          PATH + ", optionally starting with ./";
      case "^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$" -> PATH + ", without a leading or trailing slash";
      case "^\\.*[A-Za-z0-9_-][A-Za-z0-9._-]*(/\\.*[A-Za-z0-9_-][A-Za-z0-9._-]*)*$" ->
          PATH + ", without a leading or trailing slash, and without . or .. as a part";
      case "^(https?://|ssh://|git@)[^\\s]+$" ->
          "an address that starts with https://, ssh:// or git@";
      case "^(oci|https)://[^\\s]+[^/\\s]$" ->
          "an address that starts with oci:// or https:// and does not end with a slash";
      case "^https://[^\\s/]+(/[^\\s]*)?$", "^https://[^\\s/@?#]+(/[^\\s?#]*)?$" ->
          "an address that starts with https://";
      case "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$" ->
          "letters, digits, \".\", \"_\" and \"-\"" + ENDS;
      case "^[^\\s\"\\\\]+$" -> "without spaces, quotes and backslashes";
      case "^1\\.[0-9]{1,2}$" -> "MAJOR.MINOR, such as 1.34";
      case "^[0-9]+\\.[0-9]+\\.[0-9]+$" -> "MAJOR.MINOR.PATCH, such as 1.4.0";
      case "^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$" ->
          "MAJOR.MINOR.PATCH, such as 1.31.1, optionally followed by \"-\" or \"+\" and a suffix";
      case "^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$" ->
          "letters, digits, \"-\", \"_\" and \".\"" + ENDS;
      case "^\\.?[-_A-Za-z0-9][-._A-Za-z0-9]*$" ->
          "letters, digits, \"-\", \"_\" and \".\", not starting with \"..\"";
      case "^(https?|socks5)://[^\\s/]+/?$" ->
          "an address that starts with http://, https:// or socks5://, without a path";
      case "^[1-9][0-9]{0,5}[dh]$" -> "a number of days or hours, such as 365d or 12h";
      case "^[1-9][0-9]{0,5}[smh]$" ->
          "a number of seconds, minutes or hours, such as 30s, 5m or 1h";
      case "^([a-z0-9]([-a-z0-9]*[a-z0-9])?/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$" ->
          "a name, or a namespace and a name separated by a slash";
      case "^[^\\s]+$" -> "a string without spaces";
      case "^[^\\s,]+$" -> "a string without spaces or commas";
      case "^[a-z0-9][a-zA-Z0-9._:/-]*[a-zA-Z0-9]$" -> "a registry and path, without https://";
      case "^[A-Za-z_][A-Za-z0-9_]*$" -> "letters, digits and \"_\", not starting with a digit";
      case "^/[A-Za-z0-9._/-]+$" -> "an absolute path";
      case "^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$" ->
          "letters, digits, \"-\" and \".\", starting and ending with a letter or digit";
      case "^/" -> "a JSON pointer, which starts with a slash";
      case "^M[GD][0-9]{4}$" -> "MG or MD and four digits, such as MG0907 or MD0401";
      case "^(@[A-Za-z0-9][A-Za-z0-9_./-]*|[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)$" ->
          "a user, a team or an address, such as @example/security";
      case "^[A-Za-z0-9][A-Za-z0-9 ._:/-]*$" ->
          "letters, digits, spaces, \".\", \"_\", \":\", \"/\" and \"-\", starting with a letter or"
              + " digit";
      case "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" -> "a date, such as \"2027-03-31\"";
      case "^eipalloc-[0-9a-f]+$" -> "eipalloc- followed by hexadecimal digits";
      default -> "a string that matches " + pattern;
    };
  }
}
