package dev.meshgen.seal.sops.age;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a command line as github.com/google/shlex does, which sops uses: quotes, backslashes and
 * comments of a shell, and nothing else of it.
 */
final class ShellWords {
  private final String line;
  private final List<String> words = new ArrayList<>();
  private StringBuilder word;
  private int at;

  private ShellWords(String line) {
    this.line = line;
  }

  /** Empty if a quote is not closed or the line ends in a backslash. */
  static Optional<List<String>> split(String line) {
    var split = new ShellWords(line);
    return split.run() ? Optional.of(List.copyOf(split.words)) : Optional.empty();
  }

  private boolean run() {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        finishWord();
      } else if (c == '#' && word == null) {
        skipComment();
      } else if (!take(c)) {
        return false;
      }
    }
    finishWord();
    return true;
  }

  private boolean take(char c) {
    if (word == null) {
      word = new StringBuilder();
    }
    if (c == '\'') {
      int end = line.indexOf('\'', at);
      word.append(line, at, Math.max(at, end));
      at = end + 1;
      return end >= 0;
    }
    if (c == '"') {
      return takeQuoted();
    }
    return c == '\\' ? takeEscaped() : append(c);
  }

  private boolean takeQuoted() {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (!(c == '\\' ? takeEscaped() : append(c))) {
        return false;
      }
    }
    return false;
  }

  private boolean takeEscaped() {
    return at < line.length() && append(line.charAt(at++));
  }

  private boolean append(char c) {
    word.append(c);
    return true;
  }

  private void skipComment() {
    while (at < line.length() && line.charAt(at) != '\n') {
      at++;
    }
  }

  private void finishWord() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }
}
