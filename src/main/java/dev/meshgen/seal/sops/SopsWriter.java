package dev.meshgen.seal.sops;

import dev.meshgen.seal.ManifestField;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Prints a manifest as sops prints it: four spaces, sorted metadata, quoted time. */
final class SopsWriter {
  private static final int INDENT = 4;

  private final DataKey key;
  private final Supplier<byte[]> ivs;
  private final Optional<Function<String, Optional<String>>> kept;
  private final SealRule rule;
  private final MacDigest mac;
  private final StringBuilder out;
  private int sealed;
  private boolean missing;

  /**
   * @param ivs drawn once for each sealed value in document order, then once for the MAC
   */
  SopsWriter(DataKey key, Supplier<byte[]> ivs, SealRule rule) {
    this(key, ivs, Optional.empty(), rule);
  }

  /**
   * One that seals nothing.
   *
   * @param kept what is already sealed, by its path with a colon behind each key
   */
  SopsWriter(Function<String, Optional<String>> kept, SealRule rule) {
    this(null, null, Optional.of(kept), rule);
  }

  private SopsWriter(
      DataKey key,
      Supplier<byte[]> ivs,
      Optional<Function<String, Optional<String>>> kept,
      SealRule rule) {
    this.out = new StringBuilder(ivs == null ? 512 : 8192);
    this.key = key;
    this.ivs = ivs;
    this.kept = kept;
    this.rule = rule;
    this.mac = new MacDigest(rule.macOnlySealed());
  }

  /**
   * @param manifest to be sealed by the rule of this writer
   * @param header comment lines for the top, or the empty string
   * @param keys the wrapped data key for each recipient in the order to write
   */
  byte[] write(SecretManifest manifest, Instant lastModified, String header, KeyGroups keys) {
    front(manifest, header);
    out.append("sops:\n");
    metadata(Rfc3339.format(lastModified), keys)
        .forEach((name, text) -> out.append("    ").append(name).append(':').append(text));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** All that is in front of the block. */
  String front(SecretManifest manifest, String header) {
    if (!header.isEmpty()) {
      out.append(header).append('\n');
    }
    branch(manifest.root(), 0, "");
    return out.toString();
  }

  /** How many values it sealed, or kept. */
  int sealed() {
    return sealed;
  }

  /** Whether one was to be kept that is not there. */
  boolean isMissing() {
    return missing;
  }

  /** The part that stays readable, of a manifest without any secret. */
  static String readable(SecretManifest manifest) {
    SopsWriter writer = new SopsWriter(null, null, manifest.rule());
    writer.branch(manifest.root(), 0, "");
    return writer.out.toString();
  }

  /** What is behind the colon of each key of the block. */
  private SortedMap<String, String> metadata(String stamp, KeyGroups keys) {
    SortedMap<String, String> block = new TreeMap<>();
    if (keys.areSeveral()) {
      block.put(SopsMetadata.GROUPS, "\n" + groups(keys));
      block.put(SopsMetadata.THRESHOLD, " " + keys.needed() + "\n");
    } else {
      keys.groups().get(0).forEach((kind, list) -> block.put(kind, "\n" + list(list, 2 * INDENT)));
    }
    block.put(SopsMetadata.REGEX, " " + rule.regex() + "\n");
    block.put("lastmodified", " \"" + stamp + "\"\n");
    block.put("mac", " " + key.encrypt(mac.finish(), stamp, ivs.get()) + "\n");
    if (rule.macOnlySealed()) {
      block.put(SopsMetadata.MAC_ONLY, " true\n");
    }
    block.put("version", " " + SopsMetadata.VERSION + "\n");
    return block;
  }

  private static String groups(KeyGroups keys) {
    var out = new StringBuilder();
    for (SortedMap<String, List<KeyEntry>> group : keys.groups()) {
      String lead = " ".repeat(2 * INDENT) + "- ";
      for (Map.Entry<String, List<KeyEntry>> list : group.entrySet()) {
        out.append(lead).append(list.getKey()).append(":\n");
        out.append(list(list.getValue(), 3 * INDENT));
        lead = " ".repeat(2 * INDENT + 2);
      }
    }
    return out.toString();
  }

  /** The entries of one kind, the dash in column {@code indent}. */
  static String list(List<KeyEntry> entries, int indent) {
    var out = new StringBuilder();
    for (KeyEntry entry : entries) {
      String lead = " ".repeat(indent) + "- ";
      String map = "";
      for (Map.Entry<String, String> field : entry.fields().entrySet()) {
        String name = field.getKey();
        int dot = name.indexOf('.');
        if (dot > 0 && !name.substring(0, dot).equals(map)) {
          map = name.substring(0, dot);
          out.append(lead).append(map).append(":\n");
        }
        if (dot > 0) {
          out.append(" ".repeat(indent + INDENT));
          out.append(PlainScalar.quote(name.substring(dot + 1))).append(':');
        } else {
          out.append(lead).append(name).append(':');
        }
        text(field.getValue(), indent + INDENT, out);
        lead = " ".repeat(indent + 2);
      }
    }
    return out.toString();
  }

  /** A block for what has several lines. */
  static void text(String text, int indent, StringBuilder out) {
    if (!isBlock(text)) {
      out.append(' ').append(PlainScalar.quote(text)).append('\n');
      return;
    }
    out.append(text.endsWith("\n") ? " |\n" : " |-\n");
    text.lines()
        .forEach(
            line -> out.append(line.isEmpty() ? "" : " ".repeat(indent)).append(line).append('\n'));
  }

  /** Whether sops writes a text as a block, and reads it from there: as PEM is. */
  private static boolean isBlock(String text) {
    if (text.indexOf('\n') < 0 || text.startsWith("\n") || text.endsWith("\n\n")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lineStarts = i == 0 || text.charAt(i - 1) == '\n';
      boolean lineEnds = i + 1 == text.length() || text.charAt(i + 1) == '\n';
      boolean blank = c == ' ' && (lineStarts || lineEnds);
      if (c > '~' || c < ' ' && c != '\n' || blank) {
        return false;
      }
    }
    return true;
  }

  private void branch(ManifestField.Branch branch, int indent, String path) {
    for (Map.Entry<String, ManifestField> field : branch.fields().entrySet()) {
      String name = field.getKey();
      out.append(" ".repeat(indent)).append(PlainScalar.quote(name)).append(':');
      value(field.getValue(), indent, path + name + ":");
    }
  }

  private void value(ManifestField field, int indent, String path) {
    if (field instanceof ManifestField.Branch branch) {
      out.append(branch.fields().isEmpty() ? " {}\n" : "\n");
      branch(branch, indent + INDENT, path);
    } else if (field instanceof ManifestField.Text text) {
      mac.addReadable(text.value());
      text(text.value(), indent + INDENT, out);
    } else if (kept.isPresent()) {
      Optional<String> found = kept.get().apply(path);
      missing |= found.isEmpty();
      sealed++;
      out.append(' ').append(found.orElse("")).append('\n');
    } else if (field instanceof ManifestField.Secret secret) {
      sealed++;
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
