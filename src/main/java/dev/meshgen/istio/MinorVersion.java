package dev.meshgen.istio;

import java.util.Optional;

/** A release line, {@code <major>.<minor>}, of Istio or Kubernetes. */
public record MinorVersion(int major, int minor) implements Comparable<MinorVersion> {

  /** Reads exactly {@code <major>.<minor>}; anything else is empty. */
  public static Optional<MinorVersion> parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    int major = number(text, 0, dot);
    int minor = number(text, dot + 1, text.length());
    return major < 0 || minor < 0 ? Optional.empty() : Optional.of(new MinorVersion(major, minor));
  }

  /** The decimal number in that range, or -1: no sign, no leading zero, at most six digits. */
  static int number(String text, int from, int to) {
    int length = to - from;
    if (length < 1 || length > 6 || length > 1 && text.charAt(from) == '0') {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      value = 10 * value + digit - '0';
    }
    return value;
  }

  /** Whether it is the same line as an older one, or the next. */
  public boolean isWithinOneOf(MinorVersion older) {
    int ahead = minor - older.minor;
    return major == older.major && (ahead == 0 || ahead == 1);
  }

  @Override
  public int compareTo(MinorVersion other) {
    int byMajor = Integer.compare(major, other.major);
    return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
