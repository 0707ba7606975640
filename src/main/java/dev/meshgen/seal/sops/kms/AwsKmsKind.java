package dev.meshgen.seal.sops.kms;

import dev.meshgen.seal.sops.CreationKey;
import dev.meshgen.seal.sops.FirstRecipient;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.ServiceKeyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of AWS KMS, each by its ARN, with the role and the encryption context that go with it. */
public final class AwsKmsKind extends ServiceKeyKind {
  @Override
  public String name() {
    return AwsKmsKey.KIND;
  }

  @Override
  public Optional<String> problem(String text) {
    return AwsKmsKey.problem(text);
  }

  @Override
  public String expected() {
    return "the ARN of a key, such as"
        + " arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  }

  @Override
  protected String noun() {
    return "AWS KMS key";
  }

  @Override
  protected String login() {
    return "AWS credentials";
  }

  @Override
  protected String loginHint() {
    return "log in as for the aws command: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and its secret"
        + " key";
  }

  @Override
  public String recipientsVariable() {
    return "SOPS_KMS_ARN";
  }

  @Override
  public List<String> fields() {
    return List.of("arn", CREATED, ENVELOPE);
  }

  @Override
  public List<String> optionalFields() {
    return List.of("role", "context", "aws_profile");
  }

  @Override
  public Optional<FirstRecipient> first() {
    return Optional.of(
        new FirstRecipient(
            "--sops-kms",
            "ARN",
            "Seal the clusters' secrets for this key of AWS KMS, with your own sops.",
            "arn"));
  }

  @Override
  public String recipient(KeyEntry entry) {
    return AwsKmsKey.of(entry).text();
  }

  @Override
  public CreationKey creationKey(String recipient) {
    AwsKmsKey key = AwsKmsKey.parse(recipient);
    List<CreationKey.Field> fields = new ArrayList<>();
    fields.add(field("arn", key.arn()));
    key.role().ifPresent(role -> fields.add(field("role", role)));
    List<CreationKey.Field> context = new ArrayList<>();
    for (Map.Entry<String, String> pair : key.context().entrySet()) {
      context.add(field(pair.getKey(), pair.getValue()));
    }
    if (!context.isEmpty()) {
      fields.add(new CreationKey.Field("context", "", context));
    }
    key.profile().ifPresent(profile -> fields.add(field("aws_profile", profile)));
    return CreationKey.of(fields);
  }
}
