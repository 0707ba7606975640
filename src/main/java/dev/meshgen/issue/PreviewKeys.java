package dev.meshgen.issue;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.plan.SecretPlan.StorePlace;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what {@code meshgen publish} or {@code meshgen rotate} would make, and where. */
final class PreviewKeys {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final ChangedInputs inputs;
  private final Targets targets;

  PreviewKeys(MeshPlan plan, CommittedSecrets committed, Targets targets) {
    this.plan = plan;
    this.committed = committed;
    this.targets = targets;
    this.inputs = new ChangedInputs(plan, committed);
  }

  List<String> lines(Map<SecretPlan, Decision> decisions) {
    List<String> lines = new ArrayList<>();
    for (SecretPlan secret : plan.secrets()) {
      if (decisions.get(secret) == Decision.ISSUE) {
        lines.add(
            secret
                .store()
                .map(place -> stored(secret, place))
                .orElse("would seal " + secret.path() + ": " + why(secret)));
      }
    }
    return lines;
  }

  private String stored(SecretPlan secret, StorePlace place) {
    return (plan.bundles() ? "would seal, to be imported: " : "would write ")
        + place.mount()
        + "/"
        + place.folder()
        + "/...: the key of \""
        + secret.owner()
        + "\", as "
        + why(secret);
  }

  /** In words that are a sentence. */
  private String why(SecretPlan secret) {
    boolean named =
        targets.rotate().contains(secret.owner())
            || targets.requests().ask().contains(secret.owner());
    return named
        ? plan.cacerts(secret.owner())
            .flatMap(committed::facts)
            .flatMap(SealedFacts::certificate)
            .map(PreviewKeys::ends)
            .orElseGet(() -> inputs.of(secret))
        : inputs.of(secret);
  }

  private static String ends(LockedCertificate facts) {
    return "the current intermediate expires on "
        + facts.notAfter().atZone(ZoneOffset.UTC).toLocalDate();
  }
}
