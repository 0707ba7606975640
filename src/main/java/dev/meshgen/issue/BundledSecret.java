package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SecretManifest;
import java.util.Iterator;
import java.util.Map;

/**
 * What Vault is to keep, in the form in which it is sealed until then: its properties, as Vault
 * will have them, and no Kubernetes object, so that nothing applies it.
 */
final class BundledSecret {
  /** What is sealed; {@code vault-import.sh} hands this part to Vault. */
  static final String SECTION = "stringData";

  /** The first property; further ones are numbered. */
  static final String PROPERTY = "value";

  private BundledSecret() {}

  /** The public part of the file. */
  static SecretManifest.Builder head(SecretPlan bundled) {
    return SecretManifest.of("meshgen.dev/v1alpha1", "BundledSecret").name(bundled.owner());
  }

  /**
   * The file.
   *
   * @param properties by name; closing the file erases them
   */
  static SecretManifest manifest(SecretPlan bundled, Map<String, SecretBytes> properties) {
    SecretManifest.Builder manifest = head(bundled);
    properties.forEach(manifest::stringData);
    return manifest.build();
  }

  /**
   * The Secret that a cluster will have: what the tree shows of it, and what was opened.
   *
   * @param readable its certificates, by name
   * @param opened whose secrets are part of it from now on
   * @throws PkiException if a secret is missing
   */
  static SecretManifest whole(
      ReadableFields fields, SecretPlan kept, Map<String, String> readable, SecretManifest opened)
      throws PkiException {
    SecretManifest.Builder manifest = fields.head(kept);
    Iterator<SecretBytes> secrets = opened.values().values().iterator();
    for (String name : fields.names(kept)) {
      if (readable.containsKey(name)) {
        manifest.certificate(name, readable.get(name));
      } else if (secrets.hasNext()) {
        manifest.stringData(name, secrets.next());
      } else {
        throw new PkiException("it has no " + name);
      }
    }
    return manifest.build();
  }
}
