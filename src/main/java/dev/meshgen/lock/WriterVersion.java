package dev.meshgen.lock;

import java.util.Optional;

/** The meshgen that writes trees: its major and minor, since patches change no output. */
public final class WriterVersion {
  private WriterVersion() {}

  /** This meshgen; empty if it does not run from its jar. */
  public static Optional<String> current() {
    return of(WriterVersion.class.getPackage().getImplementationVersion());
  }

  /** The major and minor of a version such as {@code 1.2.3}; empty for none. */
  static Optional<String> of(String version) {
    if (version == null) {
      return Optional.empty();
    }
    String[] numbers = version.split("[.+-]");
    return numbers.length < 2 ? Optional.empty() : Optional.of(numbers[0] + "." + numbers[1]);
  }

  /**
   * What there is to say of a tree that another meshgen wrote; empty if this one did, or either is
   * unknown.
   */
  public static Optional<String> difference(Optional<String> wrote, Optional<String> runs) {
    return wrote.isEmpty() || runs.isEmpty() || wrote.equals(runs)
        ? Optional.empty()
        : Optional.of(
            "meshgen "
                + wrote.get()
                + " wrote the tree, and this is meshgen "
                + runs.get()
                + ": use the same version everywhere, or render with this one and commit");
  }
}
