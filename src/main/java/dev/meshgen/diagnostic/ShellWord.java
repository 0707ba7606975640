package dev.meshgen.diagnostic;

/** A path in a command that a hint shows, so that people can paste it. */
public final class ShellWord {
  private static final String PLAIN = "_-./:@%+=,";

  private ShellWord() {}

  /** The word as it is, or in single quotes if a shell would read it differently (POSIX 2.2.2). */
  public static String of(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!Character.isLetterOrDigit(c) && PLAIN.indexOf(c) < 0) {
        return "'" + word.replace("'", "'\\''") + "'";
      }
    }
    return word.isEmpty() ? "''" : word;
  }
}
