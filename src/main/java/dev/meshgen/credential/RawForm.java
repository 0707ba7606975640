package dev.meshgen.credential;

import dev.meshgen.bytes.Pem;
import dev.meshgen.credential.Credential.ApiServer;
import dev.meshgen.diagnostic.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates in PEM and a token on a separate line, in any order; or only a JWT. */
final class RawForm {
  private final CredentialDiagnostics remarks;

  RawForm(CredentialDiagnostics remarks) {
    this.remarks = remarks;
  }

  /** In YAML a PEM block is indented, and a token follows a key. */
  boolean recognises(String text) {
    if (text.startsWith(Pem.BEGIN) || text.contains("\n" + Pem.BEGIN)) {
      return true;
    }
    String token = text.strip();
    boolean jwt = token.startsWith(TokenText.JWT) || token.startsWith(TokenText.ENCODED_JWT);
    return jwt && token.indexOf(':') < 0;
  }

  Optional<Credential> read(String text) {
    StringBuilder pem = new StringBuilder();
    List<String> rest = new ArrayList<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      inside |= line.startsWith(Pem.BEGIN);
      if (inside) {
        pem.append(line).append('\n');
      } else if (!line.isBlank()) {
        rest.add(line);
      }
      inside &= !line.startsWith(Pem.END);
    }
    CredentialParts parts = new CredentialParts(remarks);
    Optional<String> found = pem.length() == 0 ? Optional.empty() : Optional.of(pem.toString());
    Optional<String> caPem = parts.certificates("the PEM text", found);
    return parts.together("the token", token(rest, found.isPresent()), caPem, ApiServer.UNKNOWN);
  }

  private Optional<String> token(List<String> lines, boolean withPem) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    if (lines.size() == 1) {
      return Optional.of(lines.get(0));
    }
    String first = lines.get(0).strip();
    boolean wrapped = first.startsWith(TokenText.JWT) || first.startsWith(TokenText.ENCODED_JWT);
    remarks.say(
        wrapped ? Code.TOKEN_DAMAGED : Code.CREDENTIAL_FORM,
        withPem
            ? "there is more than one line besides the certificates"
            : "the token has more than one line",
        "the token on one line",
        CredentialReader.FORMS);
    return Optional.empty();
  }
}
