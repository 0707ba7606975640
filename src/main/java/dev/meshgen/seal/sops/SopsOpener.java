package dev.meshgen.seal.sops;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.seal.ManifestField;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decrypts a document with its data key and checks every byte that the MAC covers. */
final class SopsOpener {
  private final DataKey key;
  private final SopsMetadata metadata;
  private final MacDigest mac;
  private final List<SecretBytes> opened = new ArrayList<>();

  SopsOpener(DataKey key, SopsMetadata metadata) {
    this.key = key;
    this.metadata = metadata;
    this.mac = new MacDigest(metadata.macOverSealedOnly());
  }

  SecretManifest open(YamlMap document) throws SealException {
    SealRule rule =
        metadata
            .sealRule()
            .orElseThrow(() -> new SealException(Reason.UNSUPPORTED, SopsMetadata.otherRule()));
    var fields = new LinkedHashMap<>(document.entries());
    fields.remove("sops");
    try {
      ManifestField.Branch root = branch(fields, "", rule, false);
      verifyMac();
      return new SecretManifest(root, rule);
    } catch (SealException e) {
      opened.forEach(SecretBytes::close);
      throw e;
    }
  }

  private ManifestField.Branch branch(
      Map<String, YamlMap.Entry> entries, String path, SealRule rule, boolean sealed)
      throws SealException {
    var fields = new LinkedHashMap<String, ManifestField>();
    for (var entry : entries.entrySet()) {
      String name = entry.getKey();
      boolean below = sealed || rule.seals(name);
      YamlNode value = entry.getValue().value();
      if (!SopsDocument.isNull(value)) {
        fields.put(name, field(value, path + name + ":", rule, below));
      }
    }
    return new ManifestField.Branch(fields);
  }

  private ManifestField field(YamlNode node, String path, SealRule rule, boolean sealed)
      throws SealException {
    if (node instanceof YamlMap mapping) {
      return branch(mapping.entries(), path, rule, sealed);
    }
    String text =
        SopsDocument.text(node)
            .orElseThrow(
                () ->
                    new SealException(
                        Reason.UNSUPPORTED, named(path) + " is neither a string nor a mapping"));
    if (!sealed) {
      mac.addReadable(text);
      return new ManifestField.Text(text);
    }
    SecretBytes secret = SecretBytes.owning(decrypt(text, path));
    opened.add(secret);
    return new ManifestField.Secret(secret);
  }

  private byte[] decrypt(String text, String path) throws SealException {
    if (text.isEmpty()) {
      return new byte[0];
    }
    EncryptedValue value =
        EncryptedValue.parse(text)
            .orElseThrow(
                () -> new SealException(Reason.MALFORMED, named(path) + " is not encrypted"));
    if (!value.type().equals("str")) {
      throw new SealException(Reason.UNSUPPORTED, named(path) + " was not a string when sealed");
    }
    byte[] plaintext =
        key.decrypt(value, path)
            .orElseThrow(
                () ->
                    new SealException(
                        Reason.TAMPERED, named(path) + " was changed or moved after sealing"));
    mac.addSealed(plaintext);
    if (!SecretManifest.isUtf8(plaintext)) {
      Arrays.fill(plaintext, (byte) 0);
      throw new SealException(Reason.MALFORMED, named(path) + " is not UTF-8 text");
    }
    return plaintext;
  }

  private void verifyMac() throws SealException {
    Rfc3339.Stamp stamp =
        metadata
            .stamp()
            .orElseThrow(
                () ->
                    new SealException(
                        Reason.MALFORMED, "sops.lastmodified is not an RFC 3339 time"));
    EncryptedValue sealed =
        EncryptedValue.parse(metadata.mac())
            .orElseThrow(() -> new SealException(Reason.MALFORMED, "sops.mac is not encrypted"));
    byte[] expected = mac.finish();
    byte[] found =
        key.decrypt(sealed, stamp.text())
            .orElseThrow(
                () ->
                    new SealException(
                        Reason.TAMPERED, "its MAC or the time of sealing was changed"));
    boolean same = MessageDigest.isEqual(expected, found);
    Arrays.fill(found, (byte) 0);
    if (!same) {
      throw new SealException(
          Reason.TAMPERED,
          "its MAC does not match: a readable field or the set of values was changed");
    }
  }

  private static String named(String path) {
    String name = path.substring(0, path.length() - 1).replace(':', '.');
    return hasControls(name) ? "a value with an unprintable name" : "\"" + name + "\"";
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }
}
