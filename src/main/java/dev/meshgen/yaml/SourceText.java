package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The text of one file, free of characters that YAML forbids, addressed by code point. */
final class SourceText {
  private final String file;
  private final String text;
  private final boolean astral;
  // The last place looked up. Tokens arrive in order, so that the next one is a short walk away.
  private int codePoint;
  private int offset;

  private SourceText(String file, String text, boolean astral) {
    this.file = file;
    this.text = text;
    this.astral = astral;
  }

  /**
   * Decodes UTF-8, with or without a byte order mark; empty when that failed, which it has then
   * reported.
   */
  static Optional<SourceText> decode(String file, byte[] content, Report report) {
    if (isPlain(content)) {
      return Optional.of(
          new SourceText(file, new String(content, StandardCharsets.ISO_8859_1), false));
    }
    ByteBuffer in = ByteBuffer.wrap(content);
    if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
      in.position(3);
    }
    CharBuffer out = CharBuffer.allocate(in.remaining());
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    boolean malformed = decoder.decode(in, out, true).isError();
    String text = out.flip().toString();
    if (malformed) {
      report.add(notUtf8(endOf(file, text), content, in.position()));
      return Optional.empty();
    }
    return check(file, text, report);
  }

  /** Whether it is ASCII without anything that is forbidden, as nearly all files are. */
  static boolean isPlain(byte[] content) {
    for (byte each : content) {
      if (each < ' ' && each != '\n' || each == 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static Optional<SourceText> check(String file, String text, Report report) {
    boolean astral = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isForbidden(c)) {
        report.add(forbidden(endOf(file, text.substring(0, i)), c));
        return Optional.empty();
      }
      astral |= Character.isSurrogate(c);
    }
    return Optional.of(new SourceText(file, text, astral));
  }

  /**
   * Whether YAML 1.1 or 1.2 readers reject this, read it as a line break, or lose it. U+0085 and
   * U+2028 break lines in YAML 1.1 only; U+FEFF is legal inside a file but cannot be seen. What
   * sets the direction of text shows a reviewer something else than a parser reads, in comments
   * too.
   */
  private static boolean isForbidden(char c) {
    if (c >= 0x20 && c < 0x7F) {
      return false;
    }
    return c < 0xA0 && c != '\n' && c != '\t' && c != '\r'
        || c == 0x2028
        || c == 0x2029
        || c >= 0x202A && c <= 0x202E
        || c >= 0x2066 && c <= 0x2069
        || c == 0x200E
        || c == 0x200F
        || c == 0x061C
        || c >= 0xFEFF && (c == 0xFEFF || c >= 0xFFFE);
  }

  private static Diagnostic forbidden(Span at, char c) {
    String name = String.format(Locale.ROOT, "%04X", (int) c);
    return Diagnostic.of(Code.ENCODING, at, "forbidden character U+" + name)
        .expecting("printable text")
        .hinting("remove it, or write it as \"\\u" + name + "\" in double quotes");
  }

  private static Diagnostic notUtf8(Span at, byte[] content, int index) {
    boolean utf16 = startsWith(content, 0xFE, 0xFF) || startsWith(content, 0xFF, 0xFE);
    String octet = String.format(Locale.ROOT, "0x%02X", content[index] & 0xFF);
    return Diagnostic.of(
            Code.ENCODING,
            at,
            utf16 ? "the file is encoded in UTF-16" : "invalid UTF-8: byte " + octet)
        .expecting("a file in UTF-8")
        .hinting("save the file as UTF-8");
  }

  private static boolean startsWith(byte[] content, int... start) {
    if (content.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((content[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** The place right behind {@code prefix}, where a line ends with LF, CR or both. */
  private static Span endOf(String file, String prefix) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      boolean crBeforeLf = c == '\r' && i + 1 < prefix.length() && prefix.charAt(i + 1) == '\n';
      if (c == '\n' || c == '\r' && !crBeforeLf) {
        line++;
        start = i + 1;
      }
    }
    return new Span(file, line, 1 + prefix.codePointCount(start, prefix.length()));
  }

  /** An invisible character in an indentation, up to the end of the line of a problem. */
  Optional<Diagnostic> invisible(Optional<Mark> problem) {
    int end = problem.map(mark -> endOfLine(offset(mark.getIndex()))).orElse(text.length());
    int at = FalseSpaces.inIndentation(text, 0, end);
    return at < 0
        ? Optional.empty()
        : Optional.of(FalseSpaces.at(endOf(file, text.substring(0, at)), text.charAt(at)));
  }

  /** Whether a line is dashes alone, but not three. */
  boolean isDashes(int line) {
    return text.lines().skip(Math.max(line - 1, 0)).findFirst().orElse("").matches("--|-{4,}\\s*");
  }

  String file() {
    return file;
  }

  String text() {
    return text;
  }

  /** The character at an offset; 0 at the end. */
  char charAt(int at) {
    return at < text.length() ? text.charAt(at) : 0;
  }

  /** Turns an index in code points into an offset. */
  int offset(long index) {
    int wanted = (int) index;
    if (!astral) {
      return Math.min(wanted, text.length());
    }
    if (wanted < codePoint) {
      codePoint = 0;
      offset = 0;
    }
    while (codePoint < wanted && offset < text.length()) {
      offset += Character.charCount(text.codePointAt(offset));
      codePoint++;
    }
    return offset;
  }

  /** The word that starts at an offset: up to a blank, a line break or a flow indicator. */
  String word(int at) {
    int end = at;
    while (end < text.length() && " \t\r\n,[]{}".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(at, end);
  }

  /** The first offset from {@code at} on that is neither blank nor comment. */
  int skipBlank(int at) {
    int i = at;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '#') {
        i = endOfLine(i);
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  private int endOfLine(int at) {
    int i = at;
    while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  /** The column of a tab in the white space that the line around {@code at} starts with; or 0. */
  int tabInIndentation(int at) {
    int start = Math.min(at, text.length());
    while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
      start--;
    }
    int i = start;
    while (charAt(i) == ' ') {
      i++;
    }
    return charAt(i) == '\t' ? i - start + 1 : 0;
  }
}
