package dev.meshgen.delivery;

import dev.meshgen.model.Located;
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

/**
 * A template's view: what an engine opens sealed files with.
 *
 * @param opens whether there is anything sealed that it opens
 * @param first of the kinds of keys that it holds itself, in files
 * @param others of them
 * @param imported those that sops finds in a keyring alone
 * @param services the keys that it asks a service to decrypt with
 */
public record IdentitiesView(
    boolean opens,
    Optional<IdentityWords> first,
    List<IdentityWords> others,
    List<IdentityWords> imported,
    List<Service> services) {

  /**
   * Keys of a service.
   *
   * @param noun what one is called
   * @param login what logs in to the service
   * @param token the entry of a Secret that holds that, if Flux does not log in as itself
   */
  public record Service(String noun, String login, Optional<String> token) {}

  /** Those of a mesh that can be rendered. */
  public static IdentitiesView of(MeshPlan plan, RecipientKinds kinds) {
    TreeSet<Recipient> named = new TreeSet<>();
    if (!plan.mesh().sealsBySops()) {
      return of(named, kinds);
    }
    add(plan.mesh().recipients().discovery(), named);
    plan.clusters().forEach(cluster -> add(cluster.cluster().recipients(), named));
    return of(named, kinds);
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
        List.copyOf(services));
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

  private static void add(List<Located<Recipient>> recipients, Set<Recipient> named) {
    recipients.forEach(recipient -> named.add(recipient.value()));
  }
}
