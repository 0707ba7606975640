package dev.meshgen.istio;

import java.util.Optional;

/**
 * One Istio version, which is also the tag of its charts and images.
 *
 * @param preRelease what follows the hyphen, as in {@code -rc.0}; empty for a release
 */
public record IstioVersion(int major, int minor, int patch, String preRelease)
    implements Comparable<IstioVersion> {

  /**
   * Reads {@code <major>.<minor>.<patch>}, optionally with {@code -<pre-release>} of dot-separated
   * letters, digits and hyphens (semver.org, items 2 and 9). No {@code v}, no missing patch: the
   * text is used as a tag unchanged.
   */
  public static Optional<IstioVersion> parse(String text) {
    int hyphen = text.indexOf('-');
    int end = hyphen < 0 ? text.length() : hyphen;
    int second = text.lastIndexOf('.', end - 1);
    if (second < 0 || hyphen >= 0 && !isPreRelease(text, hyphen + 1)) {
      return Optional.empty();
    }
    Optional<MinorVersion> line = MinorVersion.parse(text.substring(0, second));
    int patch = MinorVersion.number(text, second + 1, end);
    if (line.isEmpty() || patch < 0) {
      return Optional.empty();
    }
    String preRelease = hyphen < 0 ? "" : text.substring(hyphen + 1);
    return Optional.of(new IstioVersion(line.get().major(), line.get().minor(), patch, preRelease));
  }

  private static boolean isPreRelease(String text, int from) {
    boolean started = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean word = letter || c >= '0' && c <= '9' || c == '-';
      if (!word && (c != '.' || !started)) {
        return false;
      }
      started = word;
    }
    return started;
  }

  public MinorVersion line() {
    return new MinorVersion(major, minor);
  }

  /** Whether this is an alpha, beta or release candidate: known, but not fit to run a mesh on. */
  public boolean isPreRelease() {
    return !preRelease.isEmpty();
  }

  /** Precedence by semver.org, item 11: a pre-release comes before its release. */
  @Override
  public int compareTo(IstioVersion other) {
    int byLine = line().compareTo(other.line());
    if (byLine != 0) {
      return byLine;
    }
    if (patch != other.patch) {
      return Integer.compare(patch, other.patch);
    }
    if (isPreRelease() && other.isPreRelease()) {
      return comparePreReleases(preRelease.split("\\.", -1), other.preRelease.split("\\.", -1));
    }
    return Boolean.compare(other.isPreRelease(), isPreRelease());
  }

  private static int comparePreReleases(String[] ours, String[] theirs) {
    for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
      int a = MinorVersion.number(ours[i], 0, ours[i].length());
      int b = MinorVersion.number(theirs[i], 0, theirs[i].length());
      int order = a < 0 && b < 0 ? ours[i].compareTo(theirs[i]) : numbersFirst(a, b);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(ours.length, theirs.length);
  }

  private static int numbersFirst(int a, int b) {
    return a >= 0 && b >= 0 ? Integer.compare(a, b) : Boolean.compare(a < 0, b < 0);
  }

  @Override
  public String toString() {
    String release = major + "." + minor + "." + patch;
    return isPreRelease() ? release + "-" + preRelease : release;
  }
}
