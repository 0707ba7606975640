package dev.meshgen.rules.trust;

import dev.meshgen.rules.Rule;
import java.util.List;

/** Recipients of sealed files: the rules of this theme, in the order in which they run. */
public final class TrustRules {
  public static final List<Rule> ALL =
      List.of(
          new RecipientsNamed(),
          new DiscoveryRecipientsNamed(),
          new RecipientsIgnored(),
          new SealingUnused(),
          new OneWay(),
          new ControllersNamed(),
          new RecipientsWellFormed(),
          new RecipientsSeparate(),
          new RecipientsRepeated(),
          new RecipientsShare(),
          new ThresholdsFit(),
          new RecipientsQuantum(),
          new TransitKeysUsed(),
          new SignersWellFormed());

  private TrustRules() {}
}
