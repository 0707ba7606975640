package dev.meshgen.render;

import dev.meshgen.delivery.FileView;
import dev.meshgen.model.Located;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.DiscoveryBase;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.Recipient.Share;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.sops.CreationKey;
import dev.meshgen.seal.sops.SopsKeyKind;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.PathPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of the whole mesh that are the same whatever engine applies them. */
final class MeshFiles {
  private final MeshPlan plan;
  private final Set<String> filed;
  private final boolean ksops;
  private final boolean apart;
  private final Set<String> handedOver = new TreeSet<>();
  private final Set<String> fetched = new TreeSet<>();

  /**
   * Renders them.
   *
   * @param filed paths of the remote secrets that are there
   * @param ksops whether an engine reads sealed files through a generator
   * @param apart whether another one does not
   */
  MeshFiles(MeshPlan plan, Set<String> filed, boolean ksops, boolean apart) {
    this.plan = plan;
    this.filed = filed;
    this.ksops = ksops;
    this.apart = apart;
    for (ClusterPlan cluster : plan.clusters()) {
      // Otherwise a file stays, for the day it comes back; what no base lists is not applied.
      if (cluster.isListed()) {
        fetched.addAll(cluster.fetched());
        cluster.remote().ifPresent(secret -> handedOver.add(cluster.name()));
      }
    }
  }

  /** A template's view: nothing to say. */
  record EmptyView() {}

  /** A template's view: the creation rules of sops. */
  record SopsView(List<Rule> rules) {}

  /** Who opens the files whose path matches, and what of them is sealed. */
  record Rule(
      String pathRegex,
      String encryptedRegex,
      boolean macOnlyEncrypted,
      Optional<Integer> shamirThreshold,
      List<KeyList> keys) {}

  /** The keys of one kind in a key group; the first list of a group starts it. */
  record KeyList(boolean first, String field, List<Key> items) {}

  /** One of them: a text, or fields. */
  record Key(Optional<String> text, List<KeyField> fields) {}

  /**
   * A field of a key; the first of a key starts it, and is plain.
   *
   * @param plain whether it is a text, and not fields below it
   */
  record KeyField(boolean first, boolean plain, String name, String text, List<BelowField> below) {}

  /** A text below a field. */
  record BelowField(String name, String text) {}

  List<FileView> all() {
    List<FileView> files = new ArrayList<>();
    files.add(new FileView(Layout.GIT_ATTRIBUTES, "mesh/gitattributes", new EmptyView()));
    List<Rule> rules = rules();
    if (!rules.isEmpty()) {
      files.add(new FileView(Layout.SOPS_RULES, "mesh/sops.yaml", new SopsView(rules)));
    }
    for (DiscoveryBase base : plan.bases()) {
      files.addAll(discovery(base, base.folder(), "").files(ksops));
      if (apart) {
        files.addAll(discovery(base, Layout.listed(base.folder()), "../").files(false));
      }
    }
    return files;
  }

  private KustomizeFolder discovery(DiscoveryBase base, String at, String way) {
    KustomizeFolder folder = new KustomizeFolder(at);
    for (String cluster : base.clusters()) {
      String file = Layout.fetched(base.folder(), cluster);
      if (fetched.contains(file)) {
        folder.addWritten(way + Layout.nameOf(file));
      } else if (filed.contains(base.file(cluster)) && handedOver.contains(cluster)) {
        folder.addSecret(way + Layout.nameOf(base.file(cluster)));
      }
    }
    return folder;
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (SecretPlan secret : plan.secrets()) {
      boolean there = secret.isSigner() && (plan.rotates() || !secret.isNext());
      if (there && !secret.recipients().isEmpty()) {
        rules.add(rule(PathPattern.of(secret.path()), SealRule.SECTIONS, secret.recipients()));
      }
    }
    if (plan.bundles()) {
      List<Recipient> bundle = recipients(plan.mesh().recipients().bundle());
      rules.add(rule(PathPattern.bundled(), SealRule.SECTIONS, bundle));
    }
    if (plan.mesh().sealsBySops()) {
      for (DiscoveryBase base : plan.bases()) {
        if (!base.recipients().isEmpty()) {
          rules.add(
              rule(PathPattern.sealedIn(base.folder()), SealRule.SECTIONS, base.recipients()));
        }
      }
      addClusters(rules);
    }
    return rules;
  }

  /** One rule for all clusters of the same recipients; the common ones come last, and match all. */
  private void addClusters(List<Rule> rules) {
    Map<List<Recipient>, List<String>> byRecipients = byRecipients();
    List<Recipient> common = recipients(plan.mesh().recipients().clusters());
    boolean any = byRecipients.remove(common) != null;
    boolean waits = !plan.requests().isEmpty();
    byRecipients.forEach(
        (recipients, clusters) -> {
          if (waits) {
            rules.add(rule(PathPattern.requestsOf(clusters), SealRule.KEYS, recipients));
          }
          rules.add(
              rule(
                  PathPattern.sealedOf(clusters, Layer.TRUST.id(), SecretPlan.CACERTS),
                  SealRule.KEYS,
                  recipients));
          rules.add(rule(PathPattern.sealedOf(clusters), SealRule.SECTIONS, recipients));
        });
    if (any && waits) {
      rules.add(rule(PathPattern.requestsOfClusters(), SealRule.KEYS, common));
    }
    if (any) {
      rules.add(
          rule(
              PathPattern.sealedOfClusters(Layer.TRUST.id(), SecretPlan.CACERTS),
              SealRule.KEYS,
              common));
    }
    // Where each cluster names its own, none are common.
    if (!common.isEmpty()) {
      rules.add(rule(PathPattern.sealedOfClusters(), SealRule.SECTIONS, common));
    }
  }

  /** The clusters that have {@code cacerts} in the tree. */
  private Map<List<Recipient>, List<String>> byRecipients() {
    Map<List<Recipient>, List<String>> byRecipients = new TreeMap<>(MeshFiles::compare);
    for (ClusterPlan cluster : plan.clusters()) {
      cluster
          .cacerts()
          .ifPresent(
              secret ->
                  byRecipients
                      .computeIfAbsent(secret.recipients(), recipients -> new ArrayList<>())
                      .add(cluster.name()));
    }
    return byRecipients;
  }

  private static Rule rule(String pathRegex, SealRule sealing, List<Recipient> recipients) {
    SortedMap<Share, SortedMap<String, List<Key>>> groups =
        new TreeMap<>(Comparator.comparingInt(Share::group));
    for (Recipient recipient : recipients) {
      SopsKeyKind kind = SopsKeyKinds.named(recipient.kind());
      groups
          .computeIfAbsent(recipient.share(), share -> new TreeMap<>())
          .computeIfAbsent(kind.creationField(), field -> new ArrayList<>())
          .add(key(kind.creationKey(recipient.text())));
    }
    List<KeyList> keys = new ArrayList<>();
    for (SortedMap<String, List<Key>> group : groups.values()) {
      boolean first = true;
      for (Map.Entry<String, List<Key>> list : group.entrySet()) {
        keys.add(new KeyList(first, list.getKey(), list.getValue()));
        first = false;
      }
    }
    Optional<Integer> threshold =
        groups.keySet().stream().filter(Share::isPart).map(Share::needed).findFirst();
    return new Rule(pathRegex, sealing.regex(), sealing.macOnlySealed(), threshold, keys);
  }

  private static Key key(CreationKey key) {
    if (key.fields().isEmpty()) {
      return new Key(Optional.of(key.text()), List.of());
    }
    List<KeyField> fields = new ArrayList<>();
    for (CreationKey.Field field : key.fields()) {
      fields.add(
          new KeyField(
              fields.isEmpty(),
              field.below().isEmpty(),
              field.name(),
              field.value(),
              field.below().stream()
                  .map(below -> new BelowField(below.name(), below.value()))
                  .toList()));
    }
    return new Key(Optional.empty(), fields);
  }

  /** An order of lists that are sorted themselves: that of the texts they print as. */
  private static int compare(List<Recipient> one, List<Recipient> other) {
    return printed(one).compareTo(printed(other));
  }

  private static String printed(List<Recipient> recipients) {
    return String.join(",", recipients.stream().map(Recipient::toString).toList());
  }

  private static List<Recipient> recipients(List<Located<Recipient>> written) {
    return written.stream().map(Located::value).distinct().sorted().toList();
  }
}
