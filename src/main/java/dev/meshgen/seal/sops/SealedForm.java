package dev.meshgen.seal.sops;

import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sealed file is made of, as far as it shows without any key: readable text in front, one
 * section of values, and the block of sops.
 *
 * @param readable the text of the fields that stay readable
 * @param section the name of the one with values
 * @param names of the values in it, in their order
 * @param optional names of readable values that may follow
 */
public record SealedForm(
    String readable, String section, List<String> names, List<String> optional) {
  private static final String BLOCK = "sops:";
  private static final String INDENT = "    ";
  private static final String DEEPER = INDENT + INDENT;

  /** The form of a file with these readable fields. */
  public static SealedForm of(
      SecretManifest readable, String section, List<String> names, List<String> optional) {
    return new SealedForm(
        SopsWriter.readable(readable), section, List.copyOf(names), List.copyOf(optional));
  }

  /**
   * What shows of a section.
   *
   * @param rule by which values are sealed
   * @param values that are readable, by name, in the order of the file
   * @param lengths of those that are sealed, in bytes, by name: a stream cipher keeps them
   * @param readers who can open the file; none if that takes a closer look
   */
  public record Section(
      SealRule rule,
      Map<String, String> values,
      Map<String, Integer> lengths,
      Optional<Readers> readers) {
    public Section {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      lengths = Collections.unmodifiableMap(new LinkedHashMap<>(lengths));
    }
  }

  /**
   * The section of a file that has exactly this form after comments; of any other, which has to be
   * read as YAML, none.
   */
  public Optional<Section> section(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    int start = afterComments(text);
    String front = readable + section + ":\n";
    Optional<SopsReaders.Written> written =
        text.startsWith(front, start) ? SopsReaders.asWritten(content) : Optional.empty();
    if (written.isEmpty()) {
      return Optional.empty();
    }
    SealRule rule = written.get().rule();
    Lines lines = new Lines(text, start + front.length(), rule, rule.seals(section));
    for (String name : names) {
      if (!lines.isAt(name) || !lines.take(name)) {
        return Optional.empty();
      }
    }
    for (String name : optional) {
      if (lines.isAt(name) && !lines.take(name)) {
        return Optional.empty();
      }
    }
    return text.startsWith(BLOCK, lines.at)
        ? Optional.of(
            new Section(
                rule,
                lines.values,
                lines.lengths,
                written
                    .filter(SopsReaders.Written::namesReaders)
                    .map(SopsReaders.Written::readers)))
        : Optional.empty();
  }

  /**
   * The same file with another text for a value that is readable, and no other byte changed; empty
   * if it has to be read as YAML to know, or the text would not be a block.
   *
   * @param shown what {@link #section} made of it
   */
  public Optional<byte[]> with(byte[] content, Section shown, String name, String value) {
    String text = new String(content, StandardCharsets.UTF_8);
    String head = "\n" + INDENT + PlainScalar.quote(name) + ":";
    // A line of a block is indented deeper, so that none looks like this.
    int from = text.indexOf(head, afterComments(text) + readable.length());
    if (!shown.values().containsKey(name) || from < 0) {
      return Optional.empty();
    }
    StringBuilder changed = new StringBuilder(text.length() + value.length());
    changed.append(text.substring(0, from + head.length()));
    SopsWriter.text(value, DEEPER.length(), changed);
    int end = Lines.blockEnd(text, text.indexOf('\n', from + 1) + 1);
    byte[] bytes = changed.append(text.substring(end)).toString().getBytes(StandardCharsets.UTF_8);
    Map<String, String> values = new LinkedHashMap<>(shown.values());
    values.put(name, value);
    Section expected = new Section(shown.rule(), values, shown.lengths(), shown.readers());
    return section(bytes).equals(Optional.of(expected)) ? Optional.of(bytes) : Optional.empty();
  }

  /** The lines of a section, and what was found on those that have been taken. */
  private static final class Lines {
    private final String text;
    private final SealRule rule;
    private final boolean whole;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lengths = new LinkedHashMap<>();
    private int at;

    private Lines(String text, int start, SealRule rule, boolean whole) {
      this.text = text;
      this.at = start;
      this.rule = rule;
      this.whole = whole;
    }

    private static String head(String name) {
      return INDENT + PlainScalar.quote(name) + ": ";
    }

    private boolean isAt(String name) {
      return text.indexOf('\n', at) >= 0 && text.startsWith(head(name), at);
    }

    /** Whether the value has a form that shows: sealed, or a block. */
    private boolean take(String name) {
      int end = text.indexOf('\n', at);
      String value = text.substring(at + head(name).length(), end);
      at = end + 1;
      if (whole || rule.seals(name)) {
        Optional<Integer> length = length(value);
        length.ifPresent(found -> lengths.put(name, found));
        return length.isPresent();
      }
      if (!value.equals("|") && !value.equals("|-")) {
        return false;
      }
      String block = block();
      values.put(
          name, value.equals("|-") ? block.substring(0, Math.max(block.length() - 1, 0)) : block);
      return true;
    }

    /** Where lines end that are indented deeper than a name. */
    private static int blockEnd(String text, int start) {
      int at = start;
      while (text.startsWith(DEEPER, at)) {
        at = text.indexOf('\n', at) + 1;
      }
      return at;
    }

    private String block() {
      int last = blockEnd(text, at);
      StringBuilder block = new StringBuilder(last - at);
      while (at < last) {
        int end = text.indexOf('\n', at);
        block.append(text.substring(at + DEEPER.length(), end + 1));
        at = end + 1;
      }
      return block.toString();
    }
  }

  /** Of a sealed text; a stream cipher keeps it. */
  private static Optional<Integer> length(String text) {
    return EncryptedValue.parse(text)
        .filter(found -> found.type().equals("str") && found.data().length > 0)
        .filter(found -> found.iv().length == EncryptedValue.IV_LENGTH)
        .filter(found -> found.tag().length == EncryptedValue.TAG_LENGTH)
        .map(found -> found.data().length);
  }

  private static int afterComments(String text) {
    int at = 0;
    while (text.startsWith("#", at) && text.indexOf('\n', at) > 0) {
      at = text.indexOf('\n', at) + 1;
    }
    return at;
  }
}
