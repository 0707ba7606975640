package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.plan.ReaderAccount;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a credential in any of the forms that people have at hand.
 *
 * <ul>
 *   <li>the Secret of a service account token as {@code kubectl get secret -o yaml} or {@code -o
 *       json} prints it, also as the one item of a List; or the remote secret that {@code istioctl
 *       create-remote-secret} prints;
 *   <li>a kubeconfig, of which exactly one context is used;
 *   <li>a token and CA: a mapping of {@code token}, {@code ca.crt} or {@code caData}, and {@code
 *       server}; or certificates in PEM and the token on a separate line.
 * </ul>
 *
 * Never throws for what is in the content, and never quotes a secret in it.
 */
public final class CredentialReader {
  static final String HAND_OVER =
      "hand over the reader's own token: the Secret of the cluster's access layer, as printed by"
          + " `kubectl get secret -o yaml`";

  /** How to get at the token that is wanted. */
  static String handOver(ClusterFacts cluster) {
    return "hand over the "
        + (cluster.use() == CredentialUse.CONFIG ? "istiod account's" : "reader's own")
        + " token: `kubectl get secret "
        + ReaderAccount.tokenSecret(cluster.account())
        + " -o yaml` in Istio's namespace";
  }

  static final String FORMS =
      "hand over a Secret as printed by `kubectl get secret -o yaml`, a kubeconfig, or a token and"
          + " CA (a mapping of token, ca.crt and server, or PEM certificates and a line with the"
          + " token)";

  /** Kubernetes' limit for a Secret. */
  static final int MAX_BYTES = 1 << 20;

  private final CredentialDiagnostics remarks;
  private final Optional<String> context;

  private CredentialReader(CredentialDiagnostics remarks, Optional<String> context) {
    this.remarks = remarks;
    this.context = context;
  }

  /**
   * Reads one credential.
   *
   * @param sourceName how diagnostics name the file
   * @param context the kubeconfig's context to use, instead of its current one
   * @return empty exactly when it reported an error
   */
  public static Optional<Credential> read(
      String sourceName, byte[] content, Optional<String> context, Report report) {
    return new CredentialReader(new CredentialDiagnostics(sourceName, report), context)
        .read(content);
  }

  /** Reads one credential, with a kubeconfig's current context. */
  public static Optional<Credential> read(String sourceName, byte[] content, Report report) {
    return read(sourceName, content, Optional.empty(), report);
  }

  private Optional<Credential> read(byte[] content) {
    Optional<String> text = decode(content);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().isBlank()) {
      return unrecognised("the file is empty");
    }
    RawForm raw = new RawForm(remarks);
    if (raw.recognises(text.get())) {
      return raw.read(text.get());
    }
    return new SecretDocuments(remarks).one(text.get()).flatMap(this::structured);
  }

  private Optional<Credential> structured(CredentialField root) {
    if (!root.isMap()) {
      return unrecognised("this is not a credential in any known form");
    }
    String kind = root.at("kind").flatMap(CredentialField::text).orElse("");
    return switch (kind) {
      case "Secret", "List", "SecretList" -> new SecretForm(remarks, context).read(root);
      case "Config" -> new KubeconfigForm(remarks, context).read(root);
      case "" -> unnamed(root);
      default ->
          unrecognised(
              "a document of kind "
                  + QuotableText.quoted(kind, "unknown")
                  + " is not a credential");
    };
  }

  /** kubectl always prints a kind; client-go takes a kubeconfig without. */
  private Optional<Credential> unnamed(CredentialField root) {
    if (root.at("contexts").isPresent() || root.at("users").isPresent()) {
      return new KubeconfigForm(remarks, context).read(root);
    }
    if (root.at("token").isPresent()) {
      return new MappingForm(remarks).read(root);
    }
    return unrecognised("this is not a credential in any known form");
  }

  private Optional<Credential> unrecognised(String message) {
    remarks.say(Code.CREDENTIAL_FORM, message, "a credential in one of three forms", FORMS);
    return Optional.empty();
  }

  private Optional<String> decode(byte[] content) {
    if (content.length > MAX_BYTES) {
      return unreadable("the file is too large", "at most " + MAX_BYTES + " bytes, as in a Secret");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return unreadable("the file is not UTF-8 text", "UTF-8, which kubectl prints");
    }
  }

  private Optional<String> unreadable(String message, String expected) {
    remarks.say(Code.CREDENTIAL_UNREADABLE, message, expected, FORMS);
    return Optional.empty();
  }
}
