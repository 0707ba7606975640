package dev.meshgen.model;

import java.util.Optional;

/**
 * The kinds of key pairs that meshgen generates. Ed25519 is left out on purpose: by default, Envoy
 * does not accept it for workload certificates.
 */
public enum KeyKind {
  ECDSA_P256("ecdsa-p256"),
  ECDSA_P384("ecdsa-p384"),
  RSA_2048("rsa-2048"),
  RSA_3072("rsa-3072"),
  RSA_4096("rsa-4096");

  private final String id;

  KeyKind(String id) {
    this.id = id;
  }

  /** The name a spec uses. */
  public String id() {
    return id;
  }

  /** The kind a spec names; ids are lower case and exact. */
  public static Optional<KeyKind> of(String id) {
    for (KeyKind kind : values()) {
      if (kind.id.equals(id)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
