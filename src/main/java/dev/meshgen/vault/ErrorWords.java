package dev.meshgen.vault;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.PrintableText;
import dev.meshgen.scan.SecretText;
import dev.meshgen.yaml.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Vault says is wrong: {@code {"errors": [...]}}, which it writes for people. */
final class ErrorWords {
  /** Enough for a sentence. */
  private static final int MOST = 300;

  /** Go's hashicorp/go-multierror around one or more of them. */
  private static final Pattern SEVERAL = Pattern.compile("\\d+ errors? occurred:");

  /** A secret of fewer characters is found in many a word. */
  private static final int SHORT = 4;

  private ErrorWords() {}

  /** Empty if this is not what Vault writes. */
  static Optional<List<String>> list(byte[] body) {
    Optional<Map<String, Object>> parsed = JsonObject.parse(body);
    if (parsed.isEmpty() || !(parsed.get().get("errors") instanceof List<?> errors)) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (Object each : errors) {
      if (!(each instanceof String text)) {
        return Optional.empty();
      }
      texts.add(text);
    }
    return Optional.of(texts);
  }

  /** All of them in one line, in which nothing is that was sent. */
  static String shown(List<String> errors, Collection<SecretBytes> sent) {
    String text = SEVERAL.matcher(String.join("; ", errors)).replaceAll("");
    text = text.replaceAll("\\s*\\n\\s*\\*\\s*", "; ").replaceAll("\\s+", " ").strip();
    text = text.replaceAll("^[;\\s*]+|[;\\s.]+$", "");
    for (SecretBytes secret : sent) {
      text = without(text, secret);
    }
    text = PrintableText.of(SecretText.masked(text));
    return text.length() > MOST ? text.substring(0, MOST) + "..." : text;
  }

  private static String without(String text, SecretBytes secret) {
    byte[] bytes = secret.copy();
    try {
      String clear = new String(bytes, StandardCharsets.UTF_8).strip();
      return clear.length() < SHORT ? text : text.replace(clear, SecretText.HIDDEN);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
