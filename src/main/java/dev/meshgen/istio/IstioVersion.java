package dev.meshgen.istio;

import java.util.Optional;
import java.util.Set;

/**
 * One Istio version, which is also the version of its charts.
 *
 * @param suffix what follows the patch: {@code -rc.0} of a pre-release, {@code -VENDOR} or {@code
 *     +VENDOR} of a vendor's build of a release, {@code -fips} of a kind of images; empty for a
 *     release of Istio
 */
public record IstioVersion(int major, int minor, int patch, String suffix)
    implements Comparable<IstioVersion> {
  private static final Set<String> STAGES = Set.of("alpha", "beta", "rc", "dev");

  /**
   * Reads {@code <major>.<minor>.<patch>}, optionally with a suffix: {@code -} or {@code +} and
   * dot-separated letters, digits and hyphens (semver.org, items 2, 9 and 10). No {@code v}, no
   * missing patch: charts have the text as their version.
   */
  public static Optional<IstioVersion> parse(String text) {
    int end = end(text);
    int second = text.lastIndexOf('.', end - 1);
    if (second < 0 || !isSuffix(text.substring(end))) {
      return Optional.empty();
    }
    Optional<MinorVersion> line = MinorVersion.parse(text.substring(0, second));
    int patch = MinorVersion.number(text, second + 1, end);
    if (line.isEmpty() || patch < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new IstioVersion(line.get().major(), line.get().minor(), patch, text.substring(end)));
  }

  /** Where the suffix begins. */
  private static int end(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '-' && text.charAt(end) != '+') {
      end++;
    }
    return end;
  }

  /** Whether it is empty, a pre-release, build metadata, or both in this order. */
  private static boolean isSuffix(String suffix) {
    int plus = suffix.indexOf('+');
    String before = plus < 0 ? suffix : suffix.substring(0, plus);
    return (before.isEmpty() || areWords(before, 1)) && (plus < 0 || areWords(suffix, plus + 1));
  }

  private static boolean areWords(String text, int from) {
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

  /**
   * Whether this is an alpha, beta, release candidate or development build: known, but not fit to
   * run a mesh on. A vendor's build of a release is a release.
   */
  public boolean isPreRelease() {
    return !preRelease().isEmpty()
        || STAGES.contains(word(suffix.substring(suffix.indexOf('+') + 1)));
  }

  /** The suffix from the name of the stage on, as in {@code rc.0}; empty for a release. */
  private String preRelease() {
    if (!suffix.startsWith("-")) {
      return "";
    }
    String words =
        suffix.substring(1, suffix.indexOf('+') < 0 ? suffix.length() : suffix.indexOf('+'));
    return STAGES.contains(word(words)) ? words : "";
  }

  /** The letters that a text begins with. */
  private static String word(String text) {
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  /** The tag of its images, which has no plus sign. */
  public String tag() {
    return toString().replace('+', '-');
  }

  /**
   * Precedence by semver.org, item 11: a pre-release comes before its release. Builds of one
   * release are equals.
   */
  @Override
  public int compareTo(IstioVersion other) {
    int byLine = line().compareTo(other.line());
    if (byLine != 0) {
      return byLine;
    }
    if (patch != other.patch) {
      return Integer.compare(patch, other.patch);
    }
    boolean early = !preRelease().isEmpty();
    boolean otherEarly = !other.preRelease().isEmpty();
    if (early && otherEarly) {
      return comparePreReleases(preRelease().split("\\.", -1), other.preRelease().split("\\.", -1));
    }
    return Boolean.compare(otherEarly, early);
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
    return major + "." + minor + "." + patch + suffix;
  }
}
