package dev.meshgen.vault;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.SecretPrompt;
import dev.meshgen.vault.VaultException.Kind;
import dev.meshgen.vault.VaultException.Request;
import java.util.Map;
import java.util.Optional;

/**
 * A token, while it is needed. One that was had by a login is revoked at the end; one that was
 * there before stays.
 */
public final class VaultSession implements AutoCloseable {
  private final VaultClient client;
  private final SecretBytes token;
  private final boolean revoked;

  private VaultSession(VaultClient client, SecretBytes token, boolean revoked) {
    this.client = client.with(token);
    this.token = token;
    this.revoked = revoked;
  }

  /**
   * Logs in, which asks the server only if the token is not there already. What machines log in
   * with, no one types.
   *
   * @param variables of the environment
   * @param prompt asked for a token
   * @throws VaultException if the secret is nowhere, or Vault does not take it
   */
  public static VaultSession open(
      VaultClient client, VaultLogin login, Map<String, String> variables, SecretPrompt prompt)
      throws VaultException {
    boolean asks = login.method() == VaultLogin.Method.TOKEN;
    SecretBytes secret = login.secret().read(variables, asks ? prompt : SecretPrompt.NONE);
    if (asks) {
      return new VaultSession(client, secret, false);
    }
    try (secret) {
      VaultBody body =
          new VaultBody()
              .with(login.method().roleField(), login.role().orElseThrow())
              .with(login.method().secretField(), secret);
      return of(client, login, client.write(login.path(), body));
    } catch (VaultException e) {
      boolean refused =
          e.kind() == Kind.DENIED || e.kind() == Kind.REFUSED || e.kind() == Kind.TOKEN;
      throw refused ? e.as(Kind.LOGIN) : e;
    }
  }

  private static VaultSession of(VaultClient client, VaultLogin login, Map<String, Object> answer)
      throws VaultException {
    Optional<Map<?, ?>> auth =
        answer.get("auth") instanceof Map<?, ?> found ? Optional.of(found) : Optional.empty();
    Optional<String> token =
        auth.map(found -> found.get("client_token"))
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(VaultSession::isHeader);
    if (token.isEmpty()) {
      boolean second = auth.filter(found -> found.get("mfa_requirement") != null).isPresent();
      throw VaultException.of(
              second ? Kind.LOGIN : Kind.FOREIGN,
              second
                  ? "the login requires a second factor, which cannot be answered here"
                  : "the response holds no token")
          .about(new Request("POST", login.path()));
    }
    boolean batch = "batch".equals(auth.get().get("token_type"));
    return new VaultSession(client, SecretBytes.ofUtf8(token.get()), !batch);
  }

  private static boolean isHeader(String token) {
    return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Asks with the token. */
  public VaultClient client() {
    return client;
  }

  /** A token that cannot be revoked ends by itself, soon, and a run that went well has. */
  @Override
  public void close() {
    try (token) {
      if (revoked) {
        client.write("auth/token/revoke-self", new VaultBody());
      }
    } catch (VaultException e) {
      return;
    }
  }

  @Override
  public String toString() {
    return "VaultSession[redacted]";
  }
}
