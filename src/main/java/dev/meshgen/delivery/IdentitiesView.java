package dev.meshgen.delivery;

import dev.meshgen.model.Located;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.recipient.IdentityWords;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.RecipientKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A template's view: what an engine opens the files of a mesh with, one for each kind of keys that
 * the mesh and its clusters name.
 */
public record IdentitiesView(IdentityWords first, List<IdentityWords> others) {

  /** Those of a mesh that can be rendered. */
  public static IdentitiesView of(MeshPlan plan, RecipientKinds kinds) {
    TreeSet<Recipient> named = new TreeSet<>();
    add(plan.mesh().recipients().discovery(), named);
    plan.clusters().forEach(cluster -> add(cluster.cluster().recipients(), named));
    List<IdentityWords> words =
        named.stream().map(kinds::of).distinct().map(kind -> kind.identity()).toList();
    return new IdentitiesView(words.get(0), words.subList(1, words.size()));
  }

  /** The first and the others. */
  public List<IdentityWords> all() {
    List<IdentityWords> all = new ArrayList<>();
    all.add(first);
    all.addAll(others);
    return all;
  }

  private static void add(List<Located<Recipient>> recipients, Set<Recipient> named) {
    recipients.forEach(recipient -> named.add(recipient.value()));
  }
}
