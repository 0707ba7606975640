package dev.meshgen.seal;

import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.TlsFiles;
import java.util.List;
import java.util.Optional;

/**
 * Which values of a document are sealed. sops decides by names: a value is sealed if its own, or
 * that of anything around it, matches an expression.
 */
public enum SealRule {
  /** All below {@code data} and {@code stringData}; the MAC covers what is readable, too. */
  SECTIONS(List.of("data", "stringData"), false),

  /**
   * Private keys alone, by the names that istiod gives them. The certificates beside them are
   * public, and whoever relies on one compares it with what it should be: no MAC covers it.
   */
  KEYS(List.of(CaCerts.CA_KEY, TlsFiles.KEY), true);

  @SuppressWarnings("ImmutableEnumChecker") // List.of is, without saying so.
  private final List<String> names;

  private final boolean sealedOnly;

  SealRule(List<String> names, boolean sealedOnly) {
    this.names = names;
    this.sealedOnly = sealedOnly;
  }

  /** The rule with this {@code encrypted_regex}. */
  public static Optional<SealRule> of(String regex) {
    for (SealRule rule : values()) {
      if (rule.regex().equals(regex)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** Its {@code encrypted_regex}. */
  public String regex() {
    return "^(" + String.join("|", names).replace(".", "\\.") + ")$";
  }

  /** Whether a value of this name is sealed, and all below it. */
  public boolean seals(String name) {
    return names.contains(name);
  }

  /** Its {@code mac_only_encrypted}: whether the MAC covers sealed values alone. */
  public boolean macOnlySealed() {
    return sealedOnly;
  }
}
