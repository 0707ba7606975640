package dev.meshgen.scan;

import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.TreeFile;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
  private static final int LOGIN_WINDOW = ':' << 16 | '/' << 8 | '/';
  private static final int AZURE_WINDOW = 'q' << 8 | '~';
  private static final int PAIR = 0xffff;

  static final String LOGIN = "a password in an address";

  private static final int AZURE = 37;

  /** Of a token that is cut off, so much betrays it. */
  private static final int CUT_OFF = 8;

  private static final SecretPatterns NEEDLES = new SecretPatterns();

  /** The two bytes at which {@link #special} or {@link #judge} has something to look at. */
  private static final boolean[] PAIRS = NEEDLES.pairs().clone();

  static {
    for (int window : new int[] {JWT_WINDOW, LOGIN_WINDOW, AZURE_WINDOW}) {
      PAIRS[window & PAIR] = true;
    }
    for (int before = 0; before < 256; before++) {
      PAIRS[before << 8 | '@'] = true;
    }
  }

  private final Set<String> certificates = ConcurrentHashMap.newKeySet();

  private SecretScan() {}

  /** Everything suspicious, by path and line; empty if the tree may be written. */
  public static List<Finding> scan(OutputTree tree) {
    SecretScan scan = new SecretScan();
    List<Map.Entry<String, TreeFile>> files = List.copyOf(tree.files().entrySet());
    FileScan[] scans = new FileScan[files.size()];
    try {
      Workers.each(
          scans.length, i -> scans[i] = scan.file(files.get(i).getKey(), files.get(i).getValue()));
    } catch (TreeException e) {
      throw new IllegalStateException("a scan reads memory only", e);
    }
    List<Finding> found = new ArrayList<>();
    for (FileScan file : scans) {
      found.addAll(file.found());
    }
    return List.copyOf(found);
  }

  private FileScan file(String path, TreeFile file) {
    FileScan scan = new FileScan(path, file.bytes());
    search(scan, false);
    if (file.role() == Role.SEALED) {
      new SealedScan(scan, file.bytes(), certificates).run();
    }
    return scan;
  }

  /**
   * Looks up the last four bytes that are not white space, at every byte. None of the texts is
   * missed: each has at least four, and is found at its fourth, however it is broken into lines. A
   * window that shares its slot with the start of a text costs a comparison and no more.
   *
   * @param cutOff whether the text may hold a part of a token only
   */
  static void search(FileScan scan, boolean cutOff) {
    byte[] text = scan.text();
    // What the loop reads of each byte is not looked up in an object each time.
    byte[] folded = NEEDLES.folded();
    boolean[] pairs = PAIRS;
    int window = 0;
    for (int i = 0; i < text.length; i++) {
      int b = folded[text[i] & 0xff] & 0xff;
      if (b == 0) {
        if (text[i] == 0) {
          scan.add(i, i + 1, "a byte that is not text, and cannot be inspected");
          return;
        }
        continue;
      }
      window = window << 8 | b;
      if (pairs[window & PAIR]) {
        special(scan, window, i, cutOff);
        SecretPatterns.Needle[] candidates = NEEDLES.candidates(window);
        if (candidates != null) {
          judge(scan, window, i, candidates, cutOff);
        }
      }
    }
  }

  /** What no text of four bytes starts. */
  private static void special(FileScan scan, int window, int last, boolean cutOff) {
    if ((window & 0xffffff) == JWT_WINDOW) {
      addUnlessNegative(scan, last - 2, scan.extent().jwtEnd(last - 2, cutOff), "a token (JWT)");
    } else if ((window & 0xffffff) == LOGIN_WINDOW) {
      addUnlessNegative(
          scan, last + 1, scan.extent().loginEnd(last + 1, cutOff ? CUT_OFF : 0), LOGIN);
    } else if ((window & 0xffff) == AZURE_WINDOW) {
      int end = scan.extent().azureEnd(last - 5, cutOff ? CUT_OFF : AZURE);
      addUnlessNegative(scan, last - 5, end, "an Azure client secret");
    } else if ((window & 0xff) == '@') {
      LooseSecrets.login(scan.text(), last).ifPresent(scan.hits()::add);
    }
  }

  private static void addUnlessNegative(FileScan scan, int start, int end, String what) {
    if (end >= 0) {
      scan.add(start, end, what);
    }
  }

  private static void judge(
      FileScan scan, int window, int last, SecretPatterns.Needle[] candidates, boolean cutOff) {
    for (SecretPatterns.Needle needle : candidates) {
      if (needle.window() == window) {
        int start = start(scan.text(), last);
        int end = NEEDLES.match(scan.text(), start, needle);
        if (end >= 0) {
          judge(scan, needle, start, end, cutOff);
        }
      }
    }
  }

  /** Back over the four bytes of a window: between the first and the last may be white space. */
  private static int start(byte[] text, int last) {
    int start = last;
    for (int seen = 1; seen < SecretPatterns.PREFIX && start > 0; ) {
      start--;
      seen += NEEDLES.fold(text[start]) == 0 ? 0 : 1;
    }
    return start;
  }

  private static void judge(
      FileScan scan, SecretPatterns.Needle needle, int start, int end, boolean cutOff) {
    String what = needle.what();
    switch (needle.kind()) {
      case WORD, EXACT -> scan.hits().add(scan.extent().wordAround(start, end, what));
      case TOKEN -> {
        TokenTail tail = cutOff ? needle.tail().cutOffAfter(CUT_OFF) : needle.tail();
        addUnlessNegative(scan, start, scan.extent().tokenEnd(start, end, tail), what);
      }
      case PEM -> {
        if (scan.isPem(start, end)) {
          scan.hits().add(scan.extent().pemAround(start, end, what));
        }
      }
      case SCHEME ->
          LooseSecrets.credential(scan.text(), start, end, what).ifPresent(scan.hits()::add);
      case FIELD, FIELD_END -> {
        scan.assigned(start, end, what).ifPresent(scan.hits()::add);
        if (scan.isClearField(start, end, needle.kind() == SecretPatterns.Kind.FIELD_END)) {
          scan.hits().add(scan.extent().valueOf(start, end, what));
        }
      }
    }
  }
}
