package dev.meshgen.tree;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The paths a tree may hold: relative, '/'-separated, and fit for every platform Git runs on. */
public final class TreePath {
  private static final int MAX_SEGMENT = 200;

  /** ASCII only: macOS stores other letters under another normalization than it was given. */
  private static final boolean[] ALLOWED = allowed("<>:\"\\|?*");

  // Windows opens a device under these names, of three or four letters, whatever extension follows.
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6",
          "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");

  private TreePath() {}

  /** Why a tree cannot hold this path, in words that follow its name; empty if it can. */
  public static Optional<String> problem(String path) {
    if (path.isEmpty()) {
      return Optional.of("is empty");
    }
    if (path.charAt(0) == '/') {
      return Optional.of("is absolute");
    }
    int start = 0;
    while (true) {
      int slash = path.indexOf('/', start);
      boolean directory = slash >= 0;
      String reason = segmentProblem(path, start, directory ? slash : path.length());
      if (reason == null && directory && path.charAt(start) == '.') {
        // Dot-directories (.git above all) are never walked: a file there could not be removed.
        reason = "is in a directory whose name starts with a dot";
      }
      if (reason != null || !directory) {
        return Optional.ofNullable(reason);
      }
      start = slash + 1;
    }
  }

  public static void check(String path) {
    Optional<String> problem = problem(path);
    if (problem.isPresent()) {
      throw new IllegalArgumentException("path \"" + path + "\" " + problem.get());
    }
  }

  private static boolean[] allowed(String forbidden) {
    boolean[] allowed = new boolean[0x7f];
    for (char c = ' '; c < allowed.length; c++) {
      allowed[c] = forbidden.indexOf(c) < 0;
    }
    return allowed;
  }

  private static String segmentProblem(String path, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return "has an empty segment";
    }
    if (length > MAX_SEGMENT) {
      return "has a segment longer than " + MAX_SEGMENT + " characters";
    }
    if (length == 1 && path.startsWith(".", start) || length == 2 && path.startsWith("..", start)) {
      return "has a '.' or '..' segment";
    }
    for (int i = start; i < end; i++) {
      char c = path.charAt(i);
      if (c >= ALLOWED.length || !ALLOWED[c]) {
        return "holds a character that not every file system takes";
      }
    }
    char last = path.charAt(end - 1);
    if (last == '.' || last == ' ') {
      return "has a segment that ends in a dot or a space, which Windows drops";
    }
    if (path.charAt(start) == '.' && TemporaryName.is(path.substring(start, end))) {
      return "has the form of a temporary file of meshgen";
    }
    return isDevice(path, start, end) ? "has the name of a Windows device" : null;
  }

  private static boolean isDevice(String path, int start, int end) {
    int dot = path.indexOf('.', start);
    int stem = dot < 0 || dot > end ? end : dot;
    boolean asLong = stem - start == 3 || stem - start == 4;
    return asLong && DEVICES.contains(path.substring(start, stem).toLowerCase(Locale.ROOT));
  }
}
