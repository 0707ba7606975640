package dev.meshgen.vault;

import java.util.Optional;

/**
 * How to get a token.
 *
 * @param method that Vault checks
 * @param mount of that method, below {@code auth/}; unused for a token that is there
 * @param role name of the role, or its {@code role_id}; unused for a token that is there
 * @param secret that goes with it
 */
public record VaultLogin(Method method, String mount, Optional<String> role, SecretSource secret) {

  /** What Vault checks, and how it calls what it is sent. */
  public enum Method {
    /** Nothing: the token is there. */
    TOKEN("", ""),
    /** A machine's name and secret. */
    APP_ROLE("role_id", "secret_id"),
    /** A token of a CI system. */
    JWT("role", "jwt"),
    /** A token of a ServiceAccount. */
    KUBERNETES("role", "jwt");

    private final String roleField;
    private final String secretField;

    Method(String roleField, String secretField) {
      this.roleField = roleField;
      this.secretField = secretField;
    }

    String roleField() {
      return roleField;
    }

    String secretField() {
      return secretField;
    }
  }

  /** Below {@code /v1}. */
  public String path() {
    return "auth/" + mount + "/login";
  }
}
