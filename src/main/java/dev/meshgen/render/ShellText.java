package dev.meshgen.render;

import dev.meshgen.diagnostic.ShellWord;

/** Values in scripts: each is one word, whatever is in it. */
final class ShellText {
  private ShellText() {}

  static String escape(Object value) {
    return value instanceof VerbatimText text ? text.text() : ShellWord.of(String.valueOf(value));
  }
}
