package dev.meshgen.credential;

import dev.meshgen.credential.Credential.ApiServer;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.yaml.YamlMap;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping with a token and a CA. Also what {@code kubectl get secret -o jsonpath='{.data}'}
 * prints, since base64 of a JWT or of PEM cannot be taken for anything else.
 */
final class MappingForm {
  private static final Set<String> KEYS =
      Set.of("apiVersion", "token", "ca.crt", "caData", "server", "namespace");

  private final CredentialDiagnostics remarks;
  private final CredentialParts parts;

  MappingForm(CredentialDiagnostics remarks) {
    this.remarks = remarks;
    this.parts = new CredentialParts(remarks);
  }

  Optional<Credential> read(CredentialField root) {
    refuseUnknown((YamlMap) root.node());
    if (root.at("ca.crt").isPresent() && root.at("caData").isPresent()) {
      remarks.say(Code.CREDENTIAL_FIELD, "`ca.crt` conflicts with `caData`", "one of the two", "");
    }
    String key = root.at("ca.crt").isPresent() ? "ca.crt" : "caData";
    Optional<String> caPem = parts.certificates(key, parts.text(root, key));
    ApiServer apiServer =
        new ApiServer(parts.text(root, "server"), Optional.empty(), Optional.empty());
    return parts.together("token", parts.text(root, "token"), caPem, apiServer);
  }

  /** Counted and not named: in a damaged file a key may be half a token. */
  private void refuseUnknown(YamlMap map) {
    int number = 0;
    for (String key : map.entries().keySet()) {
      number++;
      if (!KEYS.contains(key)) {
        remarks.say(
            Code.CREDENTIAL_FIELD,
            "field number " + number + " is unknown in this form",
            "token, ca.crt or caData, and server",
            CredentialReader.FORMS);
      }
    }
  }
}
