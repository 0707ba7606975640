package dev.meshgen.credential;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.credential.Credential.ApiServer;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.ClientPair;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the parts that every form consists of, and puts them together. */
final class CredentialParts {
  private final CredentialDiagnostics remarks;

  CredentialParts(CredentialDiagnostics remarks) {
    this.remarks = remarks;
  }

  /** The text of a field, if it is there; reports one that is not a scalar. */
  Optional<String> text(CredentialField parent, String key) {
    Optional<CredentialField> field = parent.at(key);
    Optional<String> text = field.flatMap(CredentialField::text);
    if (field.isPresent() && text.isEmpty()) {
      unusable(field.get().path(), "is not text");
    }
    return text;
  }

  /** The text that a field of a Secret's {@code data} encodes. */
  Optional<String> decoded(CredentialField parent, String key) {
    Optional<String> text = text(parent, key);
    if (text.isEmpty()) {
      return text;
    }
    Optional<byte[]> bytes = Base64Text.decode(text.get());
    if (bytes.isEmpty()) {
      unusable(parent.path() + "." + key, "is not base64");
    }
    return bytes.map(content -> new String(content, StandardCharsets.UTF_8));
  }

  Optional<String> certificates(String field, Optional<String> text) {
    if (text.isEmpty()) {
      return text;
    }
    if (TokenText.isMasked(text.get().strip())) {
      remarks.say(
          Code.CREDENTIAL_FIELD,
          "`" + field + "` is masked",
          "the certificate authority itself",
          "`kubectl config view` masks it without `--raw`");
      return Optional.empty();
    }
    try {
      return Optional.of(CaPem.read(text.get()).text());
    } catch (UnusableCa e) {
      remarks.say(
          e.code(),
          "`" + field + "` " + e.getMessage(),
          "certificates only, in PEM",
          "istiod needs the CA of the API server's certificate, as in the Secret's ca.crt");
      return Optional.empty();
    }
  }

  /** The credential that logs in with a certificate, unless something is wrong with it. */
  Optional<Credential> together(
      Optional<ClientPair> certificate, Optional<String> caPem, ApiServer apiServer) {
    if (remarks.hasErrors()) {
      certificate.ifPresent(ClientPair::close);
      return Optional.empty();
    }
    return certificate.map(
        pair -> new Credential(remarks.source(), Login.with(pair), caPem, apiServer));
  }

  /**
   * The credential that logs in with a token, unless something is wrong with it.
   *
   * @param field where the token is, or should be
   */
  Optional<Credential> together(
      String field, Optional<String> token, Optional<String> caPem, ApiServer apiServer) {
    if (token.isEmpty() && !remarks.hasErrors()) {
      remarks.say(
          Code.CREDENTIAL_NO_TOKEN,
          "`" + field + "` is missing",
          "the token of Istio's reader",
          CredentialReader.HAND_OVER);
    }
    Optional<SecretBytes> bytes = token.flatMap(text -> new TokenText(remarks).read(field, text));
    if (remarks.hasErrors()) {
      bytes.ifPresent(SecretBytes::close);
      return Optional.empty();
    }
    return bytes.map(
        secret -> new Credential(remarks.source(), Login.with(secret), caPem, apiServer));
  }

  void unusable(String field, String what) {
    remarks.say(Code.CREDENTIAL_FIELD, "`" + field + "` " + what, "", CredentialReader.HAND_OVER);
  }
}
