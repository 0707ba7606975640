package dev.meshgen.delivery;

import dev.meshgen.model.Located;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.recipient.IdentityWords;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.RecipientKinds;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A template's view: what an engine opens the files of a mesh with.
 *
 * @param nouns what it is, such as {@code age identity}
 * @param entries of a Secret, as patterns in backquotes
 * @param files that such a Secret is created from, as arguments
 * @param variables that name such a file, in backquotes
 */
public record IdentitiesView(String nouns, String entries, String files, String variables) {

  /** Of the kinds of keys that the mesh and its clusters name. */
  public static IdentitiesView of(MeshPlan plan, RecipientKinds kinds) {
    TreeSet<Recipient> named = new TreeSet<>();
    Stream.concat(
            plan.mesh().recipients().discovery().stream(),
            plan.clusters().stream()
                .map(ClusterPlan::cluster)
                .flatMap(cluster -> cluster.recipients().stream()))
        .map(Located::value)
        .forEach(named::add);
    List<IdentityWords> words =
        named.stream().map(kinds::of).distinct().map(kind -> kind.identity()).toList();
    return new IdentitiesView(
        join(words, " or ", IdentityWords::noun),
        join(words, " or ", each -> "`*." + each.extension() + "`"),
        join(words, " ", each -> "--from-file=clusters." + each.extension()),
        join(words, " or ", each -> "`" + each.variable() + "`"));
  }

  private static String join(
      List<IdentityWords> words, String between, Function<IdentityWords, String> part) {
    return String.join(between, words.stream().map(part).toList());
  }
}
