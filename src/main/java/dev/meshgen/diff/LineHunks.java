package dev.meshgen.diff;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, with those around them, as {@code git diff} shows them. */
public final class LineHunks {
  /** Equal lines around those that differ. */
  private static final int AROUND = 3;

  private LineHunks() {}

  /**
   * Lines that belong together.
   *
   * @param before the first of them in the old text, counted from 1
   * @param after the same in the new text
   */
  public record Hunk(int before, int after, List<Line> lines) {
    public Hunk {
      lines = List.copyOf(lines);
    }

    /** {@code @@ -12,7 +12,8 @@}. */
    public String header() {
      return "@@ -" + before + "," + old() + " +" + after + "," + now() + " @@";
    }

    /** Whether a line of the new text, or of the old one, is in it. */
    public boolean has(int line) {
      return line >= after && line < after + now() || line >= before && line < before + old();
    }

    private long old() {
      return lines.stream().filter(line -> line.mark() != '+').count();
    }

    private long now() {
      return lines.stream().filter(line -> line.mark() != '-').count();
    }
  }

  /**
   * A line.
   *
   * @param mark {@code -} if only the old text has it, {@code +} if only the new one, else a space
   * @param number in the text that has it, the new one if both do; counted from 1
   */
  public record Line(char mark, int number, String text) {}

  /** The lines that only one of two texts has, in order. */
  public static List<Line> changed(byte[] before, byte[] after) {
    return all(lines(before), lines(after)).stream().filter(line -> line.mark() != ' ').toList();
  }

  private static String[] lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).lines().toArray(String[]::new);
  }

  /** All of them, in order; a text that does not exist has no lines. */
  public static List<Hunk> of(String[] before, String[] after) {
    return cut(all(before, after));
  }

  private static List<Line> all(String[] before, String[] after) {
    LineDiff diff = LineDiff.of(before, after);
    List<Line> all = new ArrayList<>();
    int old = 0;
    int now = 0;
    while (old < before.length || now < after.length) {
      if (old < before.length && diff.changed().get(old)) {
        all.add(new Line('-', old + 1, before[old++]));
      } else if (now < after.length && diff.other().get(now)) {
        all.add(new Line('+', now + 1, after[now++]));
      } else {
        all.add(new Line(' ', now + 1, after[now++]));
        old++;
      }
    }
    return all;
  }

  private static List<Hunk> cut(List<Line> all) {
    List<Hunk> hunks = new ArrayList<>();
    int old = 1;
    int now = 1;
    int at = 0;
    while (at < all.size()) {
      int end = end(all, at);
      if (end > at) {
        hunks.add(new Hunk(old, now, all.subList(at, end)));
      }
      int next = Math.max(end, at + 1);
      for (; at < next; at++) {
        old += all.get(at).mark() == '+' ? 0 : 1;
        now += all.get(at).mark() == '-' ? 0 : 1;
      }
    }
    return hunks;
  }

  /** Where the hunk ends that starts at a line; there if none does. */
  private static int end(List<Line> all, int start) {
    int end = start;
    for (int i = start; i < all.size() && i <= Math.max(end, start) + AROUND; i++) {
      if (all.get(i).mark() != ' ') {
        end = Math.min(all.size(), i + 1 + AROUND);
      }
    }
    return end;
  }
}
