package dev.meshgen.vault;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.PrintableText;
import dev.meshgen.vault.VaultException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a reply means that holds no answer. */
final class FailedReply {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,5}");

  private final VaultReply reply;
  private final List<SecretBytes> sent;

  /**
   * A reply.
   *
   * @param sent what may not be quoted
   */
  FailedReply(VaultReply reply, List<SecretBytes> sent) {
    this.reply = reply;
    this.sent = sent;
  }

  VaultException exception() {
    Optional<List<String>> errors = ErrorWords.list(reply.body());
    String said = errors.map(list -> ErrorWords.shown(list, sent)).orElse("");
    Kind kind = kind(said);
    // Load balancers say that they are busy in words of their own.
    if (errors.isEmpty() && kind != Kind.BUSY) {
      return notJson();
    }
    VaultException found =
        VaultException.of(kind, "status " + reply.status() + (said.isEmpty() ? "" : ": " + said));
    return kind == Kind.BUSY ? waiting(found) : found;
  }

  /** Vault's codes: api-docs, "HTTP Status Codes", and sys/health for 472 and 473. */
  private Kind kind(String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    return switch (reply.status()) {
      case 403 -> lower.contains("invalid token") ? Kind.TOKEN : Kind.DENIED;
      case 404 -> said.isEmpty() ? Kind.ABSENT : Kind.MISSING;
      case 405 -> Kind.MISSING;
      case 412, 429, 472, 473 -> Kind.BUSY;
      case 501 -> Kind.SEALED;
      case 503 -> lower.contains("sealed") ? Kind.SEALED : Kind.BUSY;
      // That is how the PKI engine says that it has no such issuer.
      case 500 -> lower.contains("unable to find") ? Kind.MISSING : Kind.BUSY;
      default -> reply.status() > 500 ? Kind.BUSY : Kind.REFUSED;
    };
  }

  private VaultException waiting(VaultException found) {
    Optional<Duration> after =
        reply
            .header("retry-after")
            .map(String::strip)
            .filter(text -> SECONDS.matcher(text).matches())
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    return after.isPresent() ? found.passingIn(after.get()) : found.passing();
  }

  /** Neither an answer nor an error of Vault: something else sits at the address. */
  VaultException notJson() {
    String type = reply.header("content-type").orElse("no content type");
    return VaultException.of(
        Kind.FOREIGN,
        "status "
            + reply.status()
            + " with "
            + PrintableText.of(type.substring(0, Math.min(type.length(), 60)))
            + ", but Vault responds in JSON");
  }
}
