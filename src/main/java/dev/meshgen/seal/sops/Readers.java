package dev.meshgen.seal.sops;

import dev.meshgen.recipient.Recipient;
import java.util.List;

/**
 * Who can open a sealed file, as far as the file itself says.
 *
 * @param recipients in the order of the file
 * @param others a word for everything else that opens it, or might
 */
public record Readers(List<Recipient> recipients, List<String> others) {
  public Readers {
    recipients = List.copyOf(recipients);
    others = List.copyOf(others);
  }
}
