package dev.meshgen.seal;

import dev.meshgen.bytes.SecretBytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One node of a {@link SecretManifest}. */
public sealed interface ManifestField {

  /** A string that stays readable. */
  record Text(String value) implements ManifestField {}

  /** A string that is sealed. */
  record Secret(SecretBytes value) implements ManifestField {}

  /** Fields in their order, which the MAC of a sealed file depends on. */
  record Branch(Map<String, ManifestField> fields) implements ManifestField {
    public Branch {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
