package dev.meshgen.plan;

import dev.meshgen.recipient.Recipient;
import java.util.List;

/**
 * A folder of remote secrets, which the istiod of several clusters read.
 *
 * @param folder within the tree, without a trailing slash
 * @param recipients of every sealed file in it, sorted; none if others fetch all that lies there
 * @param clusters whose secrets lie in it
 */
public record DiscoveryBase(String folder, List<Recipient> recipients, List<String> clusters) {
  public DiscoveryBase {
    recipients = List.copyOf(recipients);
    clusters = List.copyOf(clusters);
  }
}
