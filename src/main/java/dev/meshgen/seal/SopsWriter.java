package dev.meshgen.seal;

import dev.meshgen.model.AgeRecipient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/** Prints a manifest as sops prints it: four spaces, sorted metadata, quoted time. */
final class SopsWriter {
  private static final int INDENT = 4;

  private final DataKey key;
  private final Supplier<byte[]> ivs;
  private final MacDigest mac = new MacDigest(false);
  private final StringBuilder out = new StringBuilder(8192);

  /**
   * @param ivs drawn once for each sealed value in document order, then once for the MAC
   */
  SopsWriter(DataKey key, Supplier<byte[]> ivs) {
    this.key = key;
    this.ivs = ivs;
  }

  /**
   * @param header comment lines for the top, or the empty string
   * @param envelopes the wrapped data key for each recipient, in the order to write
   */
  byte[] write(
      SecretManifest manifest,
      Instant lastModified,
      String header,
      Map<AgeRecipient, String> envelopes) {
    if (!header.isEmpty()) {
      out.append(header).append('\n');
    }
    branch(manifest.root(), 0, "", false);
    String stamp = Rfc3339.format(lastModified);
    out.append("sops:\n    age:\n").append(ageEntries(envelopes, 2 * INDENT));
    out.append("    ").append(SopsMetadata.RULE).append('\n');
    out.append("    lastmodified: \"").append(stamp).append("\"\n");
    out.append("    mac: ").append(key.encrypt(mac.finish(), stamp, ivs.get())).append('\n');
    out.append("    version: ").append(SopsMetadata.VERSION).append('\n');
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The items of {@code sops.age}, the dash in column {@code indent}. */
  static String ageEntries(Map<AgeRecipient, String> envelopes, int indent) {
    String dash = " ".repeat(indent);
    var entries = new StringBuilder();
    envelopes.forEach(
        (recipient, armored) -> {
          entries.append(dash).append("- enc: |\n");
          armored
              .lines()
              .forEach(line -> entries.append(dash).append("    ").append(line).append('\n'));
          entries.append(dash).append("  recipient: ").append(recipient).append('\n');
        });
    return entries.toString();
  }

  private void branch(ManifestField.Branch branch, int indent, String path, boolean sealed) {
    for (Map.Entry<String, ManifestField> field : branch.fields().entrySet()) {
      String name = field.getKey();
      out.append(" ".repeat(indent)).append(PlainScalar.quote(name)).append(':');
      value(
          field.getValue(),
          indent,
          path + name + ":",
          sealed || SecretManifest.SEALED_SECTIONS.contains(name));
    }
  }

  private void value(ManifestField field, int indent, String path, boolean sealed) {
    if (field instanceof ManifestField.Branch branch) {
      out.append(branch.fields().isEmpty() ? " {}\n" : "\n");
      branch(branch, indent + INDENT, path, sealed);
    } else if (field instanceof ManifestField.Text text) {
      mac.addReadable(text.value());
      out.append(' ').append(PlainScalar.quote(text.value())).append('\n');
    } else if (field instanceof ManifestField.Secret secret) {
      byte[] plaintext = secret.value().copy();
      mac.addSealed(plaintext);
      out.append(' ').append(seal(plaintext, path)).append('\n');
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /** sops leaves the empty string as it is. */
  private String seal(byte[] plaintext, String path) {
    return plaintext.length == 0 ? "\"\"" : key.encrypt(plaintext, path, ivs.get()).toString();
  }
}
