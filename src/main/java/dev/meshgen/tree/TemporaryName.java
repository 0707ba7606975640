package dev.meshgen.tree;

/** Names of temporary files: {@code .meshgen-<entry of the journal>.tmp}, beside their target. */
public final class TemporaryName {
  private static final String PREFIX = ".meshgen-";
  private static final String SUFFIX = ".tmp";

  private TemporaryName() {}

  static String name(int entry) {
    return PREFIX + entry + SUFFIX;
  }

  public static boolean is(String name) {
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return false;
    }
    int end = name.length() - SUFFIX.length();
    for (int i = PREFIX.length(); i < end; i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return end > PREFIX.length();
  }

  /** The path of the temporary file for {@code path}. */
  public static String beside(String path, int entry) {
    return path.substring(0, path.lastIndexOf('/') + 1) + name(entry);
  }
}
