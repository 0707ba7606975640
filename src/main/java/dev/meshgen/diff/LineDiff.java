package dev.meshgen.diff;

import java.util.BitSet;

/**
 * Which lines two texts do not share, counted from 0: those that are not in a longest common
 * subsequence of them. Equal ends are in one of those in any case, so that the table is only of
 * what is between them.
 *
 * @param changed lines of the one text
 * @param other lines of the other one
 */
public record LineDiff(BitSet changed, BitSet other) {
  /** Of longer texts, what is between their equal ends counts as changed. */
  private static final int MOST = 4_000_000;

  /**
   * Compares two texts.
   *
   * @param other empty if there is no such file: then all lines are changed
   */
  public static LineDiff of(String[] text, String[] other) {
    return new Search(text, other).find();
  }

  private static final class Search {
    private final String[] text;
    private final String[] other;
    private final LineDiff found = new LineDiff(new BitSet(), new BitSet());

    Search(String[] text, String[] other) {
      this.text = text;
      this.other = other;
    }

    LineDiff find() {
      int start = 0;
      while (start < text.length && start < other.length && text[start].equals(other[start])) {
        start++;
      }
      int end = text.length;
      int otherEnd = other.length;
      while (end > start && otherEnd > start && text[end - 1].equals(other[otherEnd - 1])) {
        end--;
        otherEnd--;
      }
      found.changed().set(start, end);
      found.other().set(start, otherEnd);
      int rows = end - start;
      int columns = otherEnd - start;
      if (rows > 0 && columns > 0 && (long) rows * columns <= MOST) {
        match(start, rows, columns);
      }
      return found;
    }

    /** Takes out what is common, by the table of lengths of common subsequences. */
    private void match(int start, int rows, int columns) {
      int[][] length = new int[rows + 1][columns + 1];
      for (int i = rows - 1; i >= 0; i--) {
        for (int j = columns - 1; j >= 0; j--) {
          length[i][j] =
              text[start + i].equals(other[start + j])
                  ? length[i + 1][j + 1] + 1
                  : Math.max(length[i + 1][j], length[i][j + 1]);
        }
      }
      int i = 0;
      int j = 0;
      while (i < rows && j < columns) {
        if (text[start + i].equals(other[start + j])) {
          found.changed().clear(start + i++);
          found.other().clear(start + j++);
        } else if (length[i + 1][j] >= length[i][j + 1]) {
          i++;
        } else {
          j++;
        }
      }
    }
  }
}
