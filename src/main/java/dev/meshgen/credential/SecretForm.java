package dev.meshgen.credential;

import dev.meshgen.credential.Credential.ApiServer;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.yaml.YamlMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Secret as kubectl prints it: that of a service account token, or a remote secret of Istio. Its
 * {@code stringData} wins over {@code data}, as it does in the API server.
 */
final class SecretForm {
  private static final String TOKEN_TYPE = "kubernetes.io/service-account-token";

  private final CredentialDiagnostics remarks;
  private final Optional<String> context;
  private final CredentialParts parts;

  SecretForm(CredentialDiagnostics remarks, Optional<String> context) {
    this.remarks = remarks;
    this.context = context;
    this.parts = new CredentialParts(remarks);
  }

  Optional<Credential> read(CredentialField root) {
    boolean list = !root.at("kind").flatMap(CredentialField::text).orElse("").equals("Secret");
    if (!list) {
      return secret(root);
    }
    int size = root.at("items").map(items -> items.items().size()).orElse(0);
    if (size != 1) {
      return refused("a list of " + size + " objects", "a list of one Secret");
    }
    CredentialField item = root.at("items").orElseThrow().items().get(0);
    if (!item.at("kind").flatMap(CredentialField::text).orElse("Secret").equals("Secret")) {
      return refused("`" + item.path() + "` is not a Secret", "a list of one Secret");
    }
    return secret(item);
  }

  private Optional<Credential> secret(CredentialField secret) {
    boolean remote =
        secret
            .at("metadata")
            .flatMap(metadata -> metadata.at("labels"))
            .flatMap(labels -> labels.at(RemoteSecret.LABEL))
            .isPresent();
    if (remote) {
      return remoteSecret(secret);
    }
    String type = parts.text(secret, "type").orElse(TOKEN_TYPE);
    if (!type.equals(TOKEN_TYPE)) {
      return refused(
          "a Secret of type "
              + QuotableText.quoted(type, "unknown")
              + " holds no service account token",
          "type " + TOKEN_TYPE);
    }
    Optional<String> caPem = parts.certificates("ca.crt", value(secret, "ca.crt"));
    return parts.together("data.token", value(secret, "token"), caPem, ApiServer.UNKNOWN);
  }

  private Optional<Credential> remoteSecret(CredentialField secret) {
    Optional<CredentialField> section = secret.at("stringData").or(() -> secret.at("data"));
    Map<String, YamlMap.Entry> entries =
        section.isPresent() && section.get().node() instanceof YamlMap map
            ? map.entries()
            : Map.of();
    if (entries.size() != 1) {
      return refused("a remote secret of " + entries.size() + " clusters", "exactly one");
    }
    String cluster = entries.keySet().iterator().next();
    Optional<String> kubeconfig =
        QuotableText.isName(cluster) ? value(secret, cluster) : Optional.empty();
    if (kubeconfig.isEmpty()) {
      return refused("a remote secret without a kubeconfig", "a cluster's name and its kubeconfig");
    }
    return kubeconfig
        .flatMap(text -> new SecretDocuments(remarks).one(text))
        .flatMap(root -> new KubeconfigForm(remarks, context).read(root));
  }

  private Optional<String> value(CredentialField secret, String key) {
    Optional<CredentialField> plain =
        secret.at("stringData").filter(data -> data.at(key).isPresent());
    if (plain.isPresent()) {
      return parts.text(plain.get(), key);
    }
    return secret.at("data").flatMap(data -> parts.decoded(data, key));
  }

  private Optional<Credential> refused(String message, String expected) {
    remarks.say(Code.CREDENTIAL_FORM, message, expected, CredentialReader.HAND_OVER);
    return Optional.empty();
  }
}
