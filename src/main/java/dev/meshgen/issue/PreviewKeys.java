package dev.meshgen.issue;

import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.plan.SecretPlan.StorePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what {@code meshgen publish} would write, and where. */
final class PreviewKeys {
  private final MeshPlan plan;
  private final ChangedInputs inputs;

  PreviewKeys(MeshPlan plan, CommittedSecrets committed) {
    this.plan = plan;
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
                .orElse("would seal " + secret.path() + ": " + inputs.of(secret)));
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
        + inputs.of(secret);
  }
}
