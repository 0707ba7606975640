package dev.meshgen.scan;

import java.util.Arrays;
import java.util.Base64;

/** How far a secret goes whose start was found: to be cut out as a whole, and told from prose. */
final class SecretExtent {
  /** Prose has no words like this; tokens are nothing else. */
  static final int TOKEN_LENGTH = 16;

  private static final int LONGEST_HEADER = 1024;

  private final ScannedText text;

  SecretExtent(ScannedText text) {
    this.text = text;
  }

  /**
   * Where a JWT ends: three segments of base64url, the first of which is JSON; else -1.
   *
   * @param cutOff whether the last of them may be missing
   */
  int jwtEnd(int start, boolean cutOff) {
    if (start < 0
        || text.at(start) != 'e'
        || text.at(start + 1) != 'y'
        || text.at(start + 2) != 'J') {
      return -1;
    }
    int first = header(start);
    if (first - start < 12 || text.at(first) != '.') {
      return -1;
    }
    int second = segment(first + 1);
    if (second - first < 5 || text.at(second) != '.' && !cutOff) {
      return -1;
    }
    // The header is JSON, which a name with dots in it hardly decodes to.
    byte[] header = Arrays.copyOfRange(text.bytes(), start, start + 12);
    for (byte b : Base64.getUrlDecoder().decode(header)) {
      if (b < 0x20 || b == 0x7f) {
        return -1;
      }
    }
    return text.at(second) == '.' ? segment(second + 1) : second;
  }

  /** Where a token ends whose start ends at {@code from}; -1 without a token. */
  int tokenEnd(int start, int from, TokenTail tail) {
    if (ScannedText.isBase64(text.at(start - 1)) || text.at(start - 1) == '-') {
      return -1;
    }
    int end = from;
    while (tail.letters().test(text.at(end))) {
      end++;
    }
    int length = tail.length(end - from);
    return tail.allows(length, text.at(from + length)) ? from + length : -1;
  }

  /**
   * Where a client secret of Azure ends, which has a digit and {@code Q~} behind three characters;
   * -1 if none starts there.
   */
  int azureEnd(int start, int least) {
    if (start < 0
        || isAzure(text.at(start - 1))
        || text.at(start + 3) < '0'
        || text.at(start + 3) > '9') {
      return -1;
    }
    int end = start;
    while (isAzure(text.at(end))) {
      end++;
    }
    return end - start < least ? -1 : end;
  }

  private static boolean isAzure(int c) {
    return ScannedText.isBase64Url(c) || c == '~' || c == '.';
  }

  /**
   * Where user name and password of an address end, at an {@code @}; -1 if there is no password.
   *
   * @param least characters of a password, with the text cut off behind them; 0 where none is
   */
  int loginEnd(int start, int least) {
    int colon = -1;
    boolean port = true;
    for (int i = start; i < text.length() && text.at(i) != 0x7f; i++) {
      int c = text.at(i);
      if (c == '@') {
        return colon > 0 && i > colon + 1 ? i : -1;
      }
      if (c <= ' ' || "/?#\"'<>{}$,`".indexOf(c) >= 0) {
        return -1;
      }
      port &= colon < 0 || c >= '0' && c <= '9';
      colon = c == ':' && colon < 0 ? i : colon;
    }
    boolean cutOff = least > 0 && colon > 0 && !port && text.length() - colon > least;
    return cutOff ? text.length() : -1;
  }

  /** The word around a place, and the lines below it that are of nothing but the same letters. */
  SecretHit wordAround(int start, int end, String what) {
    int from = start;
    while (ScannedText.isBase64(text.at(from - 1)) || text.at(from - 1) == '-') {
      from--;
    }
    int to = wordEnd(end);
    for (int next = nextLine(to); next > 0; next = nextLine(to)) {
      int below = wordEnd(next);
      boolean whole = text.at(below) < ' ' && text.at(below) != '\t';
      if (below - next < TOKEN_LENGTH || !whole) {
        break;
      }
      to = below;
    }
    return new SecretHit(from, to, what);
  }

  private int wordEnd(int from) {
    int end = from;
    while (ScannedText.isBase64(text.at(end)) || text.at(end) == '-' || text.at(end) == '=') {
      end++;
    }
    return end;
  }

  /** Where the text of the next line starts, if a line ends here; else -1. */
  private int nextLine(int from) {
    int at = text.at(from) == '\r' ? from + 1 : from;
    return text.at(at) == '\n' ? text.skipBlanks(at + 1) : -1;
  }

  /** A PEM block: from its first line to its last, or to the end of a text that is cut off. */
  SecretHit pemAround(int start, int end, String what) {
    int from = start;
    while (from > 0 && start - from < 80 && text.at(from - 1) != '\n' && text.at(from - 1) != '"') {
      from--;
    }
    int last = text.indexOf("-END", end);
    int to = last < 0 ? text.length() : last;
    while (to < text.length() && text.at(to) != '\n' && text.at(to) != '"') {
      to++;
    }
    return new SecretHit(from, to, what);
  }

  /** The value of a field: the rest of its line, and the lines below that belong to it. */
  SecretHit valueOf(int start, int end, String what) {
    int indent = text.indent(start);
    int to = end;
    do {
      while (to < text.length() && text.at(to) != '\n') {
        to++;
      }
    } while (to < text.length()
        && (text.isBlankLine(to + 1) || text.indented(to + 1) > indent)
        && to++ >= 0);
    return new SecretHit(end, to, what);
  }

  /** Bounded, since each of many starts in a long word would be followed to its end. */
  private int header(int from) {
    int end = from;
    while (end - from < LONGEST_HEADER && ScannedText.isBase64Url(text.at(end))) {
      end++;
    }
    return end;
  }

  private int segment(int from) {
    int end = from;
    while (ScannedText.isBase64Url(text.at(end))) {
      end++;
    }
    return end;
  }
}
