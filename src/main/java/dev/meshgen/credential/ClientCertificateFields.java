package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.ClientPair;
import dev.meshgen.pki.PkiException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The client certificate of a kubeconfig's user, and its key, both as base64 of PEM. istiod takes
 * them like this alone: the same in files is refused by its {@code sanitizeKubeConfig}.
 */
final class ClientCertificateFields {
  static final String CERTIFICATE = "client-certificate-data";
  static final String KEY = "client-key-data";

  private static final String RAW =
      "`kubectl config view --raw --flatten --minify` prints both as they are";

  private static final String ANEW = "have one issued for clients, with an unencrypted key";

  private final CredentialDiagnostics remarks;
  private final CredentialField user;

  ClientCertificateFields(CredentialDiagnostics remarks, CredentialField user) {
    this.remarks = remarks;
    this.user = user;
  }

  boolean arePresent() {
    return user.at(CERTIFICATE).isPresent() || user.at(KEY).isPresent();
  }

  /** An API server takes the certificate for who it is, and does not look at the token. */
  void refuseBoth() {
    remarks.say(
        Code.CREDENTIAL_OTHER_LOGIN,
        "`" + user.path() + "." + CERTIFICATE + "` conflicts with a token",
        "one of the two: API servers look at the certificate first",
        "remove one of them");
  }

  /** Empty, and said why, if they cannot be used. */
  Optional<ClientPair> read() {
    Optional<byte[]> certificate = bytes(CERTIFICATE);
    Optional<byte[]> key = bytes(KEY);
    try {
      return certificate.isPresent() && key.isPresent()
          ? Optional.of(ClientPair.read(certificate.get(), key.get()))
          : Optional.empty();
    } catch (PkiException e) {
      String message = e.getMessage();
      unusable(
          QuotableText.isName(message) ? message : "`" + user.path() + "` cannot be read", ANEW);
      return Optional.empty();
    } finally {
      key.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    }
  }

  private Optional<byte[]> bytes(String field) {
    String path = "`" + user.path() + "." + field + "`";
    Optional<CredentialField> found = user.at(field);
    if (found.isEmpty()) {
      unusable(path + " is missing", RAW);
      return Optional.empty();
    }
    String text = found.get().text().orElse("");
    if (TokenText.isMasked(text.strip())) {
      unusable(path + " is masked", "`kubectl config view` masks it without `--raw`");
      return Optional.empty();
    }
    Optional<byte[]> decoded = Base64Text.decode(text);
    if (decoded.isEmpty()) {
      unusable(path + " is not base64", RAW);
    }
    return decoded;
  }

  private void unusable(String message, String hint) {
    remarks.say(
        Code.CLIENT_CERTIFICATE,
        message,
        "a client certificate and its key, without a password",
        hint);
  }
}
