package dev.meshgen.seal.sops.gcpkms;

import dev.meshgen.seal.sops.CreationKey;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.ServiceKeyKind;
import java.util.List;
import java.util.Optional;

/** Keys of Google Cloud KMS, each by its resource name. */
public final class GcpKmsKind extends ServiceKeyKind {
  private static final String RESOURCE = "resource_id";
  private static final List<String> PARTS =
      List.of("projects", "locations", "keyRings", "cryptoKeys");

  @Override
  public String name() {
    return "gcp_kms";
  }

  @Override
  public Optional<String> problem(String text) {
    String[] parts = text.split("/", -1);
    boolean known = parts.length == 2 * PARTS.size();
    for (int i = 0; known && i < parts.length; i++) {
      known = i % 2 == 0 ? parts[i].equals(PARTS.get(i / 2)) : isName(parts[i]);
    }
    return known ? Optional.empty() : Optional.of("is not the resource name of a key");
  }

  private static boolean isName(String part) {
    return !part.isEmpty() && part.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  @Override
  public String expected() {
    return "projects/PROJECT/locations/LOCATION/keyRings/RING/cryptoKeys/KEY";
  }

  @Override
  protected String noun() {
    return "Google Cloud KMS key";
  }

  @Override
  protected String login() {
    return "Google Cloud credentials";
  }

  @Override
  protected String loginHint() {
    return "run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS";
  }

  @Override
  public String recipientsVariable() {
    return "SOPS_GCP_KMS_IDS";
  }

  @Override
  public List<String> fields() {
    return List.of(RESOURCE, CREATED, ENVELOPE);
  }

  @Override
  public String recipient(KeyEntry entry) {
    return entry.field(RESOURCE);
  }

  @Override
  public CreationKey creationKey(String recipient) {
    return mapping(field(RESOURCE, recipient));
  }
}
