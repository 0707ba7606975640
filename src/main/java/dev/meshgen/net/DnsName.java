package dev.meshgen.net;

/** The syntax of host names (RFC 1123 section 2.1), in lower case as Kubernetes writes them. */
public final class DnsName {
  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;

  private DnsName() {}

  public static boolean isName(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!isLabel(label)) {
        return false;
      }
    }
    return true;
  }

  public static boolean isLabel(String text) {
    if (text.isEmpty() || text.length() > LONGEST_LABEL) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inner = c == '-' && i > 0 && i < text.length() - 1;
      if (!inner && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the last label is a number, decimal or hexadecimal, which makes this an IPv4 address in
   * a form that some resolvers read and others do not, and not a name.
   */
  static boolean endsInNumber(String text) {
    String last = text.substring(text.lastIndexOf('.') + 1);
    boolean hex = last.startsWith("0x");
    String digits = hex ? last.substring(2) : last;
    return !last.isEmpty() && digits.chars().allMatch(c -> Character.digit(c, hex ? 16 : 10) >= 0);
  }
}
