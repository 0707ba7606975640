package dev.meshgen.credential;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Code;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns the text of a token field into the token, or says why it cannot be read. */
final class TokenText {
  /** What base64 makes of the first characters of every JWT. */
  static final String ENCODED_JWT = "ZXlK";

  static final String JWT = "eyJ";

  private final CredentialDiagnostics remarks;

  TokenText(CredentialDiagnostics remarks) {
    this.remarks = remarks;
  }

  /**
   * @param field how messages name the place
   */
  Optional<SecretBytes> read(String field, String text) {
    String token = unwrapped(text.strip());
    if (isMasked(token)) {
      missing("`" + field + "` is masked");
      return Optional.empty();
    }
    if (token.isEmpty()) {
      missing("`" + field + "` is empty");
      return Optional.empty();
    }
    if (!isBearer(token)) {
      remarks.say(
          Code.TOKEN_DAMAGED,
          "`" + field + "` contains characters not allowed in a token",
          "one token, in visible ASCII characters and without quotes",
          CredentialReader.HAND_OVER);
      return Optional.empty();
    }
    return Optional.of(SecretBytes.ofUtf8(token));
  }

  /** What kubectl prints in place of a secret, unless told to be raw. */
  static boolean isMasked(String text) {
    return text.equals("REDACTED") || text.equals("DATA+OMITTED") || text.equals("DATA OMITTED");
  }

  private void missing(String message) {
    remarks.say(
        Code.CREDENTIAL_NO_TOKEN,
        message,
        "the token of Istio's reader",
        "`kubectl config view` masks tokens without `--raw`; " + CredentialReader.HAND_OVER);
  }

  /** A token copied out of a Secret's {@code data} is still base64, which a JWT never is. */
  private static String unwrapped(String text) {
    if (!text.startsWith(ENCODED_JWT) || text.indexOf('.') >= 0) {
      return text;
    }
    return Base64Text.decode(text)
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).strip())
        .filter(token -> token.startsWith(JWT))
        .orElse(text);
  }

  private static boolean isBearer(String token) {
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      // Wider than RFC 6750, because Rancher's tokens have a colon; quotes would be a mistake.
      if (c <= ' ' || c > '~' || c == '"' || c == '\'' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
