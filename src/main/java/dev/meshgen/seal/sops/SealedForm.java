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
 */
public record SealedForm(String readable, String section, List<String> names) {
  private static final String BLOCK = "sops:";
  private static final String INDENT = "    ";
  private static final String DEEPER = INDENT + INDENT;

  /** The form of a file with these readable fields. */
  public static SealedForm of(SecretManifest readable, String section, List<String> names) {
    return new SealedForm(SopsWriter.readable(readable), section, List.copyOf(names));
  }

  /**
   * What shows of a section.
   *
   * @param rule by which values are sealed
   * @param values that are readable, by name, in the order of the file
   * @param lengths of those that are sealed, in bytes, by name: a stream cipher keeps them
   */
  public record Section(SealRule rule, Map<String, String> values, Map<String, Integer> lengths) {
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
    Optional<SealRule> rule =
        text.startsWith(front, start) ? SopsReaders.asWritten(content) : Optional.empty();
    if (rule.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = rule.get().seals(section);
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, Integer> lengths = new LinkedHashMap<>();
    int at = start + front.length();
    for (String name : names) {
      String head = INDENT + PlainScalar.quote(name) + ": ";
      int end = text.indexOf('\n', at);
      if (end < 0 || !text.startsWith(head, at)) {
        return Optional.empty();
      }
      String value = text.substring(at + head.length(), end);
      at = end + 1;
      if (whole || rule.get().seals(name)) {
        Optional<Integer> length = length(value);
        if (length.isEmpty()) {
          return Optional.empty();
        }
        lengths.put(name, length.get());
      } else if (value.equals("|")) {
        StringBuilder block = new StringBuilder();
        at = block(text, at, block);
        values.put(name, block.toString());
      } else {
        return Optional.empty();
      }
    }
    return text.startsWith(BLOCK, at)
        ? Optional.of(new Section(rule.get(), values, lengths))
        : Optional.empty();
  }

  /**
   * The file with another text in the place of a readable one, every other byte as it is. Nothing
   * has to be opened: by {@link SealRule#KEYS} the MAC covers what is sealed alone.
   *
   * @return empty for a file of another form, or a text that a block would not keep
   */
  public Optional<byte[]> withValue(byte[] content, String name, String value) {
    if (section(content).filter(found -> found.values().containsKey(name)).isEmpty()
        || !isBlock(value)) {
      return Optional.empty();
    }
    String text = new String(content, StandardCharsets.UTF_8);
    String head = "\n" + INDENT + PlainScalar.quote(name) + ": |\n";
    int from = text.indexOf(head) + head.length();
    int to = block(text, from, new StringBuilder());
    StringBuilder lines = new StringBuilder(text.substring(0, from));
    value.lines().forEach(line -> lines.append(DEEPER).append(line).append('\n'));
    return Optional.of(
        lines.append(text, to, text.length()).toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Lines of printable ASCII, each with its end; none is empty or starts with a space. */
  private static boolean isBlock(String value) {
    return value.endsWith("\n")
        && value.lines().noneMatch(line -> line.isEmpty() || line.startsWith(" "))
        && value.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f);
  }

  /** Takes the lines of a block, and returns where it ends. */
  private static int block(String text, int start, StringBuilder into) {
    int at = start;
    while (text.startsWith(DEEPER, at)) {
      int end = text.indexOf('\n', at);
      into.append(text, at + DEEPER.length(), end + 1);
      at = end + 1;
    }
    return at;
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
