package dev.meshgen.seal.sops;

import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sealed file is made of, as far as it shows without any key: readable text in front, one
 * section of sealed values, and the block of sops.
 *
 * @param readable the text of the fields that stay readable
 * @param section the name of the sealed one
 * @param names of the values in it, in their order
 */
public record SealedForm(String readable, String section, List<String> names) {
  private static final String BLOCK = "sops:";

  /** The form of a file with these readable fields. */
  public static SealedForm of(SecretManifest readable, String section, List<String> names) {
    return new SealedForm(SopsWriter.readable(readable), section, List.copyOf(names));
  }

  /**
   * The length in bytes of each sealed value, by its name, of a file that has exactly this form
   * after comments; if it is empty, the file has to be read as YAML.
   */
  public Optional<Map<String, Integer>> lengths(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    int start = afterComments(text);
    String front = readable + section + ":\n";
    if (!text.startsWith(front, start) || !SopsReaders.isAsWritten(content)) {
      return Optional.empty();
    }
    Map<String, Integer> lengths = new LinkedHashMap<>();
    int at = start + front.length();
    for (String name : names) {
      int end = text.indexOf('\n', at);
      String head = "    " + PlainScalar.quote(name) + ": ";
      Optional<Integer> length =
          end < 0 || !text.startsWith(head, at)
              ? Optional.empty()
              : length(text.substring(at + head.length(), end));
      if (length.isEmpty()) {
        return Optional.empty();
      }
      lengths.put(name, length.get());
      at = end + 1;
    }
    return text.startsWith(BLOCK, at) ? Optional.of(lengths) : Optional.empty();
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
