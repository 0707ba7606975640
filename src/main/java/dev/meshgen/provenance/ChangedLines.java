package dev.meshgen.provenance;

import java.util.BitSet;

/** Which lines of a text another one does not have. */
final class ChangedLines {
  /** Of longer texts, what is between their equal ends counts as changed. */
  private static final int MOST = 4_000_000;

  private final String[] text;
  private final String[] other;

  private ChangedLines(String[] text, String[] other) {
    this.text = text;
    this.other = other;
  }

  /**
   * The lines, counted from 0, that are not in a longest common subsequence with the other text.
   * Equal ends are in one of those in any case, so that the table is only of what is between them.
   *
   * @param other empty if there is no such file: then all lines
   */
  static BitSet of(String[] text, String[] other) {
    return new ChangedLines(text, other).find();
  }

  private BitSet find() {
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
    BitSet changed = new BitSet(text.length);
    changed.set(start, end);
    int rows = end - start;
    int columns = otherEnd - start;
    if (rows > 0 && columns > 0 && (long) rows * columns <= MOST) {
      match(start, rows, columns, changed);
    }
    return changed;
  }

  /** Takes out what is common, by the table of lengths of common subsequences. */
  private void match(int start, int rows, int columns, BitSet changed) {
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
        changed.clear(start + i++);
        j++;
      } else if (length[i + 1][j] >= length[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }
}
