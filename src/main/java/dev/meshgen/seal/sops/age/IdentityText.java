package dev.meshgen.seal.sops.age;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads key files: an identity on each line, lines with {@code #} and empty ones skipped. */
final class IdentityText {
  /** Of a file that is something else altogether, a few lines say enough. */
  private static final int MOST = 3;

  private final String location;
  private final Map<String, AgeOpener> identities;
  private final List<String> notes;
  private int malformed;

  /**
   * @param location what is read, for the notes
   * @param identities by recipient; receives what is found
   * @param notes receives what was skipped, never its text
   */
  IdentityText(String location, Map<String, AgeOpener> identities, List<String> notes) {
    this.location = location;
    this.identities = identities;
    this.notes = notes;
  }

  void read(byte[] content) {
    int number = 0;
    for (String raw : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.startsWith("-----BEGIN AGE") || line.startsWith("age-encryption.org/")) {
        notes.add(location + " is encrypted with a passphrase, which is not supported; skipped");
        return;
      }
      if (line.startsWith("-----BEGIN")) {
        notes.add(
            location
                + " holds an SSH or PEM key; skipped: SSH keys are named in "
                + AgeKeyring.SSH_KEY_FILE);
        return;
      }
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(line, "line " + number + " of " + location);
      }
    }
    if (malformed > MOST) {
      notes.add("and so on, for " + malformed + " lines of " + location);
    }
  }

  void add(String text, String place) {
    if (text.startsWith("AGE-PLUGIN-")) {
      notes.add(place + " is an identity of an age plugin, which is not supported; skipped");
      return;
    }
    Optional<AgeIdentity> identity = AgeIdentity.parse(text);
    if (identity.isEmpty()) {
      malformed++;
      if (malformed <= MOST) {
        notes.add(place + " is not an age identity, or one with a typing error; skipped");
      }
      return;
    }
    identities.putIfAbsent(identity.get().recipient().toString(), identity.get());
  }
}
