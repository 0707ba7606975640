package dev.meshgen.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation as text with marked parts and fenced blocks. */
record Page(Path file, String text) {
  static final Path README = Path.of("README.md");

  private static final Pattern FENCE =
      Pattern.compile("^ *```(\\w+)\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern PART =
      Pattern.compile("^<!-- generated: (.+) -->$", Pattern.MULTILINE);

  /** A fenced block: its language and its lines. */
  record Block(String language, String text) {}

  static Page read(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write() {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the parts that have a marker, in order. */
  List<String> parts() {
    return PART.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /**
   * What lies between a part's markers, from the line after the first to the one before the last.
   */
  Optional<String> part(String name) {
    int start = text.indexOf(begin(name));
    int end = text.indexOf(end(name));
    return start < 0 || end < start
        ? Optional.empty()
        : Optional.of(text.substring(start + begin(name).length(), end));
  }

  Page with(String name, String content) {
    String old = part(name).orElseThrow();
    String whole = begin(name) + old + end(name);
    return new Page(file, text.replace(whole, begin(name) + content + end(name)));
  }

  /** What people wrote: everything outside of generated parts. */
  String prose() {
    String prose = text;
    for (String name : parts()) {
      prose = prose.replace(part(name).orElse(""), "");
    }
    return prose;
  }

  List<Block> blocks() {
    return blocks(text);
  }

  /** The fenced blocks of a text, in order. */
  static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = FENCE.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  /** The text between two headings or comments that must be there. */
  String between(String from, String to) {
    int start = text.indexOf(from);
    int end = text.indexOf(to, Math.max(start, 0));
    if (start < 0 || end < 0) {
      throw new IllegalStateException(file + " has no \"" + from + "\" followed by \"" + to + "\"");
    }
    return text.substring(start + from.length(), end);
  }

  private static String begin(String name) {
    return "<!-- generated: " + name + " -->\n";
  }

  private static String end(String name) {
    return "<!-- end: " + name + " -->\n";
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
