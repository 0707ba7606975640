package dev.meshgen.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what the user probably meant to type. */
public final class DidYouMean {

  private DidYouMean() {}

  /**
   * The candidate with the smallest Damerau-Levenshtein distance (insert, delete, replace, swap
   * neighbours) to {@code typed}, ignoring case; among equals the alphabetically first.
   *
   * <p>Empty when nothing is close: more than a third of the letters wrong is another word, and a
   * bad guess costs the reader more than none.
   */
  public static Optional<String> closest(String typed, Collection<String> candidates) {
    String word = typed.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.max(1, word.length() / 3) + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - typed.length()) > bestDistance) {
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
