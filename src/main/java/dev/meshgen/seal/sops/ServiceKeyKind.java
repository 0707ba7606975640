package dev.meshgen.seal.sops;

import dev.meshgen.recipient.IdentityWords;
import java.util.List;
import java.util.Optional;

/**
 * A kind whose keys never leave a service. The user's own sops asks it, with the logins that the
 * user has.
 */
public abstract class ServiceKeyKind implements SopsKeyKind {
  /** The wrapped data key. */
  protected static final String ENVELOPE = "enc";

  /** When it was wrapped. */
  protected static final String CREATED = "created_at";

  /** What one of its keys is called, with an article: {@code a Google Cloud KMS key}. */
  protected abstract String noun();

  /** What logs in to the service: {@code Google Cloud credentials}. */
  protected abstract String login();

  /** How the user hands that over: "set …". */
  protected abstract String loginHint();

  @Override
  public boolean isPublic(String text) {
    return problem(text).isEmpty();
  }

  @Override
  public IdentityWords identity() {
    return IdentityWords.ofService(noun(), login());
  }

  @Override
  public String another() {
    return "create another key in the service, with which no cluster and no engine may decrypt";
  }

  @Override
  public Optional<String> flaw(KeyEntry entry) {
    if (Rfc3339.parse(entry.field(CREATED)).isEmpty()) {
      return Optional.of("has no RFC 3339 time");
    }
    return entry.field(ENVELOPE).isBlank() ? Optional.of("is empty") : Optional.empty();
  }

  @Override
  public String keyExpected() {
    return login() + " that may decrypt with the key, and `" + UserSops.PROGRAM + "` on the PATH";
  }

  @Override
  public String keyHint() {
    return loginHint();
  }

  /** A field of a creation rule. */
  protected static CreationKey.Field field(String name, String value) {
    return CreationKey.Field.of(name, value);
  }

  /** A mapping in a creation rule. */
  protected static CreationKey mapping(CreationKey.Field... fields) {
    return CreationKey.of(List.of(fields));
  }
}
