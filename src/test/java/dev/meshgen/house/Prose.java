package dev.meshgen.house;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people read in a file, everything else blanked out. Every character keeps its place, so that
 * what is found has the line of the file.
 */
final class Prose {
  /** Takes the place of code: no sentence reaches across it. */
  private static final char CODE = '\0';

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?s)(?<block>/\\*.*?\\*/)|(?<line>//[^\\n]*+)"
              + "|(?<string>\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\")|'(?:\\\\.|[^'\\\\])*+'");
  private static final Pattern LEADER = Pattern.compile("(?m)^\\s*+[*#]+");

  private Prose() {}

  /** The text of a page, a schema or a template, whose comments may be wrapped. */
  static String ofText(String text) {
    return withoutLeaders(text).replace('\n', ' ');
  }

  /** The comments and literals of a Java file, each wrapped one as a whole. */
  static String ofJava(String source) {
    char[] prose = new char[source.length()];
    Arrays.fill(prose, CODE);
    int end = 0;
    String kind = "";
    Matcher token = TOKEN.matcher(source);
    while (token.find()) {
      String next = kind(token);
      if (next.isEmpty()) {
        continue;
      }
      if (next.equals(kind) && continues(kind, source.substring(end, token.start()))) {
        boolean string = kind.equals("string");
        Arrays.fill(prose, string ? end - 1 : end, token.start() + (string ? 1 : 2), ' ');
      }
      copy(token, next, prose);
      end = token.end();
      kind = next;
    }
    return new String(prose).replace('\n', ' ');
  }

  private static String kind(Matcher token) {
    return token.group("block") != null
        ? "block"
        : token.group("line") != null ? "line" : token.group("string") != null ? "string" : "";
  }

  /** Whether a comment goes on in the next line, or a literal behind a plus. */
  private static boolean continues(String kind, String between) {
    return kind.equals("line") && between.isBlank()
        || kind.equals("string") && between.strip().equals("+");
  }

  private static void copy(Matcher token, String kind, char[] prose) {
    boolean string = kind.equals("string");
    int start = token.start() + (string ? 1 : 2);
    int end = token.end() - (kind.equals("line") ? 0 : string ? 1 : 2);
    String text = token.group().substring(start - token.start(), end - token.start());
    (kind.equals("block") ? withoutLeaders(text) : text).getChars(0, end - start, prose, start);
  }

  private static String withoutLeaders(String text) {
    return LEADER.matcher(text).replaceAll(leader -> " ".repeat(leader.group().length()));
  }
}
