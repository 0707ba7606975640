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

/** The README as text with marked parts and fenced blocks. */
public record Readme(String text) {
  static final Path FILE = Path.of("README.md");

  private static final Pattern FENCE =
      Pattern.compile("^ *```(\\w+)\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** A fenced block: its language and its lines. */
  record Block(String language, String text) {}

  static Readme read() {
    try {
      return new Readme(Files.readString(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write() {
    try {
      Files.writeString(FILE, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What stands between a part's markers, from the line after the first to the line before the
   * last.
   */
  Optional<String> part(String name) {
    int start = text.indexOf(begin(name));
    int end = text.indexOf(end(name));
    return start < 0 || end < start
        ? Optional.empty()
        : Optional.of(text.substring(start + begin(name).length(), end));
  }

  Readme with(String name, String content) {
    String old = part(name).orElseThrow();
    String whole = begin(name) + old + end(name);
    return new Readme(text.replace(whole, begin(name) + content + end(name)));
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
      throw new IllegalStateException(
          "README.md has no \"" + from + "\" followed by \"" + to + "\"");
    }
    return text.substring(start + from.length(), end);
  }

  private static String begin(String name) {
    return "<!-- generated: " + name + " -->\n";
  }

  private static String end(String name) {
    return "<!-- end: " + name + " -->\n";
  }
}
