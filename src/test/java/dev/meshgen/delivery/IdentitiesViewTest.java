package dev.meshgen.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.delivery.IdentitiesView.Opener;
import dev.meshgen.delivery.IdentitiesView.Service;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.testing.Plans;
import org.junit.jupiter.api.Test;

/** What an engine opens with is what its own clusters receive. */
class IdentitiesViewTest {
  private static final String FLUX =
      Plans.MESH.replaceFirst("delivery: .*", "delivery: {flux: {sourceRef: {name: platform}}}");
  private static final String KMS =
      "platform: eks, secrets: {sops: {age: null, kms: [{arn: 'arn:aws:kms:eu-west-1:1:key/a'}]}}";

  private static IdentitiesView of(MeshPlan plan) {
    Engine engine = Engines.of(plan.mesh()).all().get(0);
    return IdentitiesView.of(engine, plan, SopsKeyKinds.recipients());
  }

  @Test
  void saysNothingOfClustersThatOpenWithTheSame() {
    IdentitiesView view =
        of(
            Plans.plan(
                FLUX, Plans.cluster("a", "platform: eks"), Plans.cluster("b", "platform: eks")));
    assertThat(view.differing()).isEmpty();
    assertThat(view.services()).isEmpty();
    assertThat(view.first()).isPresent();
  }

  @Test
  void saysWhatEachOpensWithWhereTheyDiffer() {
    IdentitiesView view =
        of(Plans.plan(FLUX, Plans.cluster("a", "platform: eks"), Plans.cluster("b", KMS)));
    assertThat(view.differing())
        .contains(new Opener("a", "age identity"))
        .extracting(Opener::cluster)
        .containsExactly("a", "b");
    assertThat(view.differing().get(1).nouns()).contains("AWS KMS key");
    assertThat(view.services()).extracting(Service::noun).hasSize(1);
  }
}
