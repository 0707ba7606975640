package dev.meshgen.provenance;

import dev.meshgen.plan.SecretPlan;
import dev.meshgen.recipient.Recipient;
import java.util.Locale;

/** What a sealed file is made from, instead of a content that is random. */
final class SealedText {
  private SealedText() {}

  static String of(SecretPlan secret) {
    StringBuilder text = new StringBuilder();
    text.append("kind: ").append(secret.kind().name().toLowerCase(Locale.ROOT)).append('\n');
    text.append("owner: ").append(secret.owner()).append('\n');
    for (Recipient recipient : secret.recipients()) {
      text.append("recipient: ").append(recipient).append('\n');
    }
    secret
        .controller()
        .ifPresent(
            controller ->
                text.append("controller: ")
                    .append(controller.cluster())
                    .append(' ')
                    .append(controller.certificate().value())
                    .append('\n'));
    return text.append("inputs: ").append(secret.inputs()).append('\n').toString();
  }
}
