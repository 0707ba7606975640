package dev.meshgen.scan;

import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.TreeFile;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * The last look at a tree before it is written: nothing in it may look like a private key or a
 * token in the clear. Whatever comes out of here stops the run.
 *
 * <p>Sealed text is fine: {@code ENC[...]} of SOPS, armored age files. In sealed files every value
 * under {@code data} and {@code stringData} must be sealed, whatever it looks like.
 */
public final class SecretScan {
  /**
   * One place that looks like a secret. Never holds the text itself.
   *
   * @param line 1-based
   * @param what what it looks like, with an article
   */
  public record Finding(String path, int line, String what) {}

  private static final int JWT_WINDOW = 'e' << 16 | 'y' << 8 | 'j';

  private static final SecretPatterns NEEDLES = new SecretPatterns();

  private SecretScan() {}

  /** Everything suspicious, by path and line; empty if the tree may be written. */
  public static List<Finding> scan(OutputTree tree) {
    SecretScan scan = new SecretScan();
    List<String> paths = List.copyOf(tree.files().keySet());
    FileScan[] scans = new FileScan[paths.size()];
    try {
      Workers.each(scans.length, i -> scans[i] = scan.file(paths.get(i), tree));
    } catch (TreeException e) {
      throw new IllegalStateException("a scan reads memory only", e);
    }
    List<Finding> found = new ArrayList<>();
    for (FileScan file : scans) {
      found.addAll(file.found());
    }
    return List.copyOf(found);
  }

  private FileScan file(String path, OutputTree tree) {
    TreeFile file = tree.files().get(path);
    FileScan scan = new FileScan(path, file.bytes());
    search(scan, file.bytes());
    if (file.role() == Role.SEALED) {
      new SealedScan(scan, file.bytes()).run();
    }
    return scan;
  }

  /**
   * Looks up the last four bytes that are not white space, at every byte. None of the texts is
   * missed: each has at least four, and is found at its fourth, however it is broken into lines. A
   * window that shares its slot with the start of a text costs a comparison and no more, since
   * {@link SecretPatterns#match} reads all of it.
   */
  private void search(FileScan scan, byte[] text) {
    int window = 0;
    for (int i = 0; i < text.length; i++) {
      int b = NEEDLES.fold(text[i]);
      if (b == 0) {
        if (text[i] == 0) {
          scan.add(i, "a byte that is not text, and cannot be inspected");
          return;
        }
        continue;
      }
      window = window << 8 | b;
      if ((window & 0xffffff) == JWT_WINDOW && scan.isJwt(i - 2)) {
        scan.add(i - 2, "a token (JWT)");
      }
      SecretPatterns.Needle[] candidates = NEEDLES.candidates(window);
      if (candidates != null) {
        judge(scan, text, i, candidates);
      }
    }
  }

  private void judge(FileScan scan, byte[] text, int last, SecretPatterns.Needle[] candidates) {
    // Back over the same four bytes: between the first and the last there may be any white space.
    int start = last;
    for (int seen = 1; seen < SecretPatterns.PREFIX && start > 0; ) {
      start--;
      seen += NEEDLES.fold(text[start]) == 0 ? 0 : 1;
    }
    for (SecretPatterns.Needle needle : candidates) {
      int end = NEEDLES.match(text, start, needle);
      if (end < 0) {
        continue;
      }
      boolean secret =
          switch (needle.kind()) {
            case WORD, EXACT -> true;
            case PEM -> scan.isPem(start, end);
            case FIELD -> scan.isClearField(start, end);
          };
      if (secret) {
        scan.add(start, needle.what());
      }
    }
  }
}
