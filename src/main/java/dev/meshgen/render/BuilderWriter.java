package dev.meshgen.render;

import java.io.Writer;

/** Writes to the end of a text. Unlike a StringWriter it takes no lock for each word. */
final class BuilderWriter extends Writer {
  private final StringBuilder out;

  BuilderWriter(StringBuilder out) {
    this.out = out;
  }

  @Override
  public void write(int c) {
    out.append((char) c);
  }

  @Override
  public void write(String text) {
    out.append(text);
  }

  @Override
  public void write(String text, int offset, int length) {
    out.append(text.substring(offset, offset + length));
  }

  @Override
  public void write(char[] text, int offset, int length) {
    out.append(text, offset, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
