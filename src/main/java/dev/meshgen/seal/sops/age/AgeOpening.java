package dev.meshgen.seal.sops.age;

import dev.meshgen.seal.sops.DataKey;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.Keyring;
import dev.meshgen.seal.sops.Opening;
import java.util.List;
import java.util.Optional;

/** Tries identities on the entries of a file: those that are named first, then any. */
final class AgeOpening {
  private final List<AgeOpener> identities;

  AgeOpening(List<? extends AgeOpener> identities) {
    this.identities = List.copyOf(identities);
  }

  /** Identities that somebody has already. */
  static Keyring keyring(List<AgeIdentity> identities) {
    return entries -> new AgeOpening(identities).open(entries, List.of());
  }

  Opening open(List<KeyEntry> entries, List<String> notes) {
    for (boolean named : new boolean[] {true, false}) {
      for (KeyEntry entry : entries) {
        for (AgeOpener identity : identities) {
          Optional<DataKey> key =
              names(entry, identity) == named
                  ? AgeEnvelope.unwrap(entry.field(AgeKeyKind.ENVELOPE), identity)
                  : Optional.empty();
          if (key.isPresent()) {
            return Opening.of(key.get(), named ? Optional.of(entry) : Optional.empty());
          }
        }
      }
    }
    return Opening.failed(broken(entries), !identities.isEmpty(), notes);
  }

  private Optional<String> broken(List<KeyEntry> entries) {
    for (AgeOpener identity : identities) {
      for (KeyEntry entry : entries) {
        if (names(entry, identity)) {
          return Optional.of(identity.recipient().text());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean names(KeyEntry entry, AgeOpener identity) {
    String named = entry.field(AgeKeyKind.RECIPIENT);
    String own = identity.recipient().text();
    // sops keeps the comment behind an SSH key.
    return named.equals(own) || AgeRecipient.isSsh(own) && named.startsWith(own + " ");
  }
}
