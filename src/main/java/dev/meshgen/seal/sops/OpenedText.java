package dev.meshgen.seal.sops;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.seal.ManifestField;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What another program says a sealed file holds, compared with all that shows of that file: its
 * fields in their order, the readable texts, and the length of each sealed one.
 */
final class OpenedText {
  private final SealRule rule;
  private final List<SecretBytes> opened = new ArrayList<>();

  private OpenedText(SealRule rule) {
    this.rule = rule;
  }

  /** The content of a file, which a program has opened and whose MAC it has checked. */
  static SecretManifest read(YamlMap sealed, SopsMetadata metadata, byte[] text)
      throws SealException {
    SealRule rule =
        metadata
            .sealRule()
            .orElseThrow(() -> new SealException(Reason.UNSUPPORTED, SopsMetadata.otherRule()));
    YamlMap plain;
    try {
      plain = SopsDocument.read(text);
    } catch (SealException e) {
      throw differs();
    }
    Map<String, YamlMap.Entry> fields = new LinkedHashMap<>(sealed.entries());
    fields.remove("sops");
    OpenedText reader = new OpenedText(rule);
    try {
      return new SecretManifest(reader.branch(fields, plain.entries(), false), rule);
    } catch (SealException e) {
      reader.opened.forEach(SecretBytes::close);
      throw e;
    }
  }

  private ManifestField.Branch branch(
      Map<String, YamlMap.Entry> sealed, Map<String, YamlMap.Entry> plain, boolean covered)
      throws SealException {
    if (!List.copyOf(sealed.keySet()).equals(List.copyOf(plain.keySet()))) {
      throw differs();
    }
    Map<String, ManifestField> fields = new LinkedHashMap<>();
    for (Map.Entry<String, YamlMap.Entry> entry : sealed.entrySet()) {
      YamlNode file = entry.getValue().value();
      YamlNode text = plain.get(entry.getKey()).value();
      if (!SopsDocument.isNull(file)) {
        fields.put(entry.getKey(), field(file, text, covered || rule.seals(entry.getKey())));
      } else if (!SopsDocument.isNull(text)) {
        throw differs();
      }
    }
    return new ManifestField.Branch(fields);
  }

  private ManifestField field(YamlNode file, YamlNode text, boolean covered) throws SealException {
    if (file instanceof YamlMap below && text instanceof YamlMap plain) {
      return branch(below.entries(), plain.entries(), covered);
    }
    Optional<String> sealed = SopsDocument.text(file);
    Optional<String> plain = SopsDocument.text(text);
    if (sealed.isEmpty() || plain.isEmpty()) {
      throw differs();
    }
    if (!covered) {
      if (!sealed.equals(plain)) {
        throw differs();
      }
      return new ManifestField.Text(plain.get());
    }
    byte[] bytes = plain.get().getBytes(StandardCharsets.UTF_8);
    int length =
        sealed.get().isEmpty()
            ? 0
            : EncryptedValue.parse(sealed.get()).map(value -> value.data().length).orElse(-1);
    if (bytes.length != length) {
      throw differs();
    }
    SecretBytes secret = SecretBytes.owning(bytes);
    opened.add(secret);
    return new ManifestField.Secret(secret);
  }

  private static SealException differs() {
    return new SealException(
        Reason.UNEXPECTED, "the output of `sops decrypt` does not match the sealed file");
  }
}
