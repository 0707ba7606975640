package dev.meshgen.seal.sops;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of sops, as the program states it. */
record SopsVersion(int major, int minor, int patch) implements Comparable<SopsVersion> {
  /** {@code sops 3.13.2 (latest)}; whatever comes behind the numbers. */
  private static final Pattern STATED =
      Pattern.compile("sops ([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6})(?![0-9]).*");

  private static final Comparator<SopsVersion> ORDER =
      Comparator.comparingInt(SopsVersion::major)
          .thenComparingInt(SopsVersion::minor)
          .thenComparingInt(SopsVersion::patch);

  /** Of the first line that {@code sops --version} prints. */
  static Optional<SopsVersion> parse(String line) {
    Matcher stated = STATED.matcher(line);
    return stated.matches()
        ? Optional.of(new SopsVersion(number(stated, 1), number(stated, 2), number(stated, 3)))
        : Optional.empty();
  }

  private static int number(Matcher stated, int group) {
    return Integer.parseInt(stated.group(group));
  }

  @Override
  public int compareTo(SopsVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
