package dev.meshgen.delivery;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.recipient.IdentityWords;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.RecipientKind;
import dev.meshgen.recipient.RecipientKinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A template's view: what an engine opens sealed files with.
 *
 * @param opens whether there is anything sealed that it opens
 * @param first of the kinds of keys that it holds itself, in files
 * @param others of them
 * @param imported those that sops finds in a keyring alone
 * @param services the keys that it asks a service to decrypt with
 * @param differing what the engine of each cluster opens with, where not all open with the same
 */
public record IdentitiesView(
    boolean opens,
    Optional<IdentityWords> first,
    List<IdentityWords> others,
    List<IdentityWords> imported,
    List<Service> services,
    List<Opener> differing) {

  /**
   * Keys of a service.
   *
   * @param noun what one is called
   * @param login what logs in to the service
   * @param token the entry of a Secret that an engine takes for that; empty if it logs in as itself
   */
  public record Service(String noun, String login, Optional<String> token) {}

  /**
   * The engine of a cluster.
   *
   * @param cluster its name
   * @param nouns what it opens with, of which one is enough for each file
   */
  public record Opener(String cluster, String nouns) {}

  /** Those of an engine, of a mesh that can be rendered: what its own clusters receive. */
  public static IdentitiesView of(Engine engine, MeshPlan plan, RecipientKinds kinds) {
    Set<Recipient> named = new TreeSet<>();
    List<Opener> openers = new ArrayList<>();
    if (plan.mesh().sealsBySops()) {
      for (ClusterPlan cluster : engine.delivered(plan)) {
        Set<Recipient> own = received(cluster, plan);
        named.addAll(own);
        openers.add(new Opener(cluster.name(), nouns(own, kinds)));
      }
    }
    boolean same =
        engine.opensEveryCluster() || openers.stream().map(Opener::nouns).distinct().count() < 2;
    IdentitiesView all = of(named, kinds);
    return new IdentitiesView(
        all.opens, all.first, all.others, all.imported, all.services, same ? List.of() : openers);
  }

  /** Whom the files are sealed for that the engine of a cluster applies. */
  private static Set<Recipient> received(ClusterPlan cluster, MeshPlan plan) {
    Set<Recipient> named = new TreeSet<>();
    cluster.cluster().recipients().forEach(recipient -> named.add(recipient.value()));
    plan.bases().stream()
        .filter(base -> cluster.bases().contains(base.folder()))
        .forEach(base -> named.addAll(base.recipients()));
    return named;
  }

  private static String nouns(Set<Recipient> recipients, RecipientKinds kinds) {
    return recipients.stream()
        .map(each -> kinds.of(each).identity().noun())
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  /** Those that open what is sealed for any of these. */
  public static IdentitiesView of(Collection<Recipient> recipients, RecipientKinds kinds) {
    List<IdentityWords> files = new ArrayList<>();
    List<Service> services = new ArrayList<>();
    recipients.stream()
        .map(kinds::of)
        .distinct()
        .map(RecipientKind::identity)
        .forEach(
            words -> {
              if (words.isInService()) {
                Optional<String> token =
                    Optional.of(words.token()).filter(entry -> !entry.isEmpty());
                services.add(new Service(words.noun(), words.login(), token));
              } else {
                files.add(words);
              }
            });
    return new IdentitiesView(
        !recipients.isEmpty(),
        files.stream().findFirst(),
        files.stream().skip(1).toList(),
        files.stream().filter(words -> words.variable().isEmpty()).toList(),
        List.copyOf(services),
        List.of());
  }

  /** Each kind of keys that it holds in files. */
  public List<IdentityWords> files() {
    List<IdentityWords> files = new ArrayList<>();
    first.ifPresent(files::add);
    files.addAll(others);
    return files;
  }

  /** Whether an engine needs a Secret to open what is sealed. */
  public boolean needsSecret() {
    return first.isPresent() || services.stream().anyMatch(each -> each.token().isPresent());
  }
}
