package dev.meshgen.upgrade;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, by the longest common subsequence of what differs. */
public final class LineDiff {
  private final List<String> before;
  private final List<String> after;

  private LineDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /**
   * A line of one of the texts.
   *
   * @param added whether only the text after has it, or only the one before
   * @param number in its text, from 1
   */
  public record Line(boolean added, int number, String text) {}

  /** The lines that only one of two texts has, in order. */
  public static List<Line> of(byte[] before, byte[] after) {
    return new LineDiff(lines(before), lines(after)).lines();
  }

  private static List<String> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }

  private List<Line> lines() {
    int start = 0;
    int ends = Math.min(before.size(), after.size());
    while (start < ends && before.get(start).equals(after.get(start))) {
      start++;
    }
    int tail = 0;
    while (tail < ends - start && last(before, tail).equals(last(after, tail))) {
      tail++;
    }
    return middle(start, before.size() - tail, after.size() - tail);
  }

  private static String last(List<String> lines, int back) {
    return lines.get(lines.size() - 1 - back);
  }

  private List<Line> middle(int start, int oldEnd, int newEnd) {
    int[][] common = new int[oldEnd - start + 1][newEnd - start + 1];
    for (int i = oldEnd - 1; i >= start; i--) {
      for (int j = newEnd - 1; j >= start; j--) {
        common[i - start][j - start] =
            before.get(i).equals(after.get(j))
                ? common[i - start + 1][j - start + 1] + 1
                : Math.max(common[i - start + 1][j - start], common[i - start][j - start + 1]);
      }
    }
    List<Line> lines = new ArrayList<>();
    int i = start;
    int j = start;
    while (i < oldEnd || j < newEnd) {
      if (i < oldEnd && j < newEnd && before.get(i).equals(after.get(j))) {
        i++;
        j++;
      } else if (j == newEnd
          || i < oldEnd && common[i - start + 1][j - start] >= common[i - start][j - start + 1]) {
        lines.add(new Line(false, i + 1, before.get(i++)));
      } else {
        lines.add(new Line(true, j + 1, after.get(j++)));
      }
    }
    return lines;
  }
}
