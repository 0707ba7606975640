package dev.meshgen.seal.sops.hckms;

import dev.meshgen.seal.sops.CreationKey;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.ServiceKeyKind;
import java.util.List;
import java.util.Optional;

/** Keys of the KMS of Huawei Cloud, each by its region and id. */
public final class HuaweiKmsKind extends ServiceKeyKind {
  private static final String KEY = "key_id";

  @Override
  public String name() {
    return "hckms";
  }

  @Override
  public Optional<String> problem(String text) {
    int colon = text.indexOf(':');
    boolean plain =
        text.chars()
            .allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || "-:".indexOf(c) >= 0);
    return plain && colon > 0 && colon < text.length() - 1 && colon == text.lastIndexOf(':')
        ? Optional.empty()
        : Optional.of("is not the region and id of a key");
  }

  @Override
  public String expected() {
    return "REGION:ID, such as tr-west-1:0c1a4b2e-0000-4000-8000-0123456789ab";
  }

  @Override
  protected String noun() {
    return "Huawei Cloud KMS key";
  }

  @Override
  protected String login() {
    return "Huawei Cloud credentials";
  }

  @Override
  protected String loginHint() {
    return "set HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK and HUAWEICLOUD_SDK_PROJECT_ID";
  }

  @Override
  public String recipientsVariable() {
    return "SOPS_HUAWEICLOUD_KMS_IDS";
  }

  @Override
  public List<String> fields() {
    return List.of(KEY, CREATED, ENVELOPE);
  }

  @Override
  public String recipient(KeyEntry entry) {
    return entry.field(KEY);
  }

  @Override
  public CreationKey creationKey(String recipient) {
    return mapping(field(KEY, recipient));
  }
}
