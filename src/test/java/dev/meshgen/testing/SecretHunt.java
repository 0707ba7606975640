package dev.meshgen.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks for secrets in what was printed and written: as they are, in base64 wherever they lie in
 * it, in hex, and with the ends of lines taken out.
 */
public final class SecretHunt {
  /** Of a key, that much of its middle is its own: what is around is the same in many. */
  private static final int MIDDLE = 24;

  private final Map<String, String> forms = new LinkedHashMap<>();
  private int secrets;

  /** A token, a password, or whatever else is text. */
  public SecretHunt secret(String text) {
    return bytes(text.getBytes(UTF_8));
  }

  /** A private key in PEM: its text, and the middle of what that encodes. */
  public SecretHunt key(String pem) {
    String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    byte[] der = Base64.getDecoder().decode(body);
    int half = der.length < 300 ? 40 : der.length / 2;
    bytes(Arrays.copyOfRange(der, half, half + MIDDLE));
    return secret(body.substring(body.length() / 2 - MIDDLE, body.length() / 2));
  }

  /** How many secrets it looks for. */
  public int size() {
    return secrets;
  }

  private SecretHunt bytes(byte[] secret) {
    String name = "secret " + ++secrets;
    forms.put(name, new String(secret, ISO_8859_1));
    forms.put(name + " in hex", HexFormat.of().formatHex(secret));
    forms.put(name + " in pairs of hex", HexFormat.ofDelimiter(":").formatHex(secret));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + secret.length / 3 * 3];
      System.arraycopy(secret, 0, shifted, shift, shifted.length - shift);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // The first and last characters depend on what is beside it.
      String inner = base64.substring(shift == 0 ? 0 : 4, base64.length() / 4 * 4 - 4);
      forms.put(name + " in base64, " + shift, inner);
      forms.put(name + " in base64 for URLs, " + shift, inner.replace('+', '-').replace('/', '_'));
    }
    return this;
  }

  /** What is shown, by what it was and where; empty if nothing is. */
  public List<String> found(Map<String, String> texts) {
    List<String> found = new ArrayList<>();
    texts.forEach(
        (where, text) -> {
          String joined = text.replaceAll("\\s|\\\\n", "");
          String lower = joined.toLowerCase(Locale.ROOT);
          forms.forEach(
              (name, form) -> {
                boolean hex = name.endsWith("hex");
                if (text.contains(form) || joined.contains(form) || hex && lower.contains(form)) {
                  found.add(name + " in " + where);
                }
              });
        });
    return found;
  }

  /** Fails if any of these texts shows a secret, and if it was told of no secret. */
  public void findsNothing(Map<String, String> texts) {
    assertThat(secrets).isPositive();
    assertThat(found(texts)).isEmpty();
  }
}
