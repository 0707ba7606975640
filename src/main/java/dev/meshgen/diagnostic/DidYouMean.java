package dev.meshgen.diagnostic;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what the user probably meant to type. */
public final class DidYouMean {
  /** Letters that make two words look like one. */
  private static final int STEM = 4;

  /** The most letters that make another form of a word, such as a plural. */
  private static final int ENDING = 3;

  private DidYouMean() {}

  /** The hint that a guess becomes: {@code did you mean "primary"?}. */
  public static String question(String meant) {
    return "did you mean \"" + meant + "\"?";
  }

  /**
   * The candidate with the smallest Damerau-Levenshtein distance (insert, delete, replace, swap
   * neighbours) to {@code typed}, ignoring case; among equals the alphabetically first.
   *
   * <p>More than a third of the letters wrong is another word, unless both begin alike: {@code
   * primary} for {@code primaries}, {@code proxy} for {@code proxyURL}. Empty when nothing is
   * close: a bad guess costs the reader more than none.
   */
  public static Optional<String> closest(String typed, Collection<String> candidates) {
    String word = typed.toLowerCase(Locale.ROOT);
    return near(word, candidates).or(() -> beginningAlike(word, candidates));
  }

  /** The only one that is another form of the word, goes on after it, or ends before it. */
  private static Optional<String> beginningAlike(String word, Collection<String> candidates) {
    List<String> alike =
        candidates.stream()
            .filter(candidate -> beginAlike(word, candidate.toLowerCase(Locale.ROOT)))
            .distinct()
            .toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }

  private static boolean beginAlike(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    int shorter = Math.min(a.length(), b.length());
    int longer = Math.max(a.length(), b.length());
    return same >= STEM && (same == shorter || longer - same <= ENDING);
  }

  private static Optional<String> near(String word, Collection<String> candidates) {
    String best = null;
    int bestDistance = Math.max(1, word.length() / 3) + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) > bestDistance) {
        continue;
      }
      int distance = distance(word, candidate.toLowerCase(Locale.ROOT));
      boolean ahead = best != null && candidate.compareTo(best) < 0;
      if (distance < bestDistance || distance == bestDistance && ahead) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
