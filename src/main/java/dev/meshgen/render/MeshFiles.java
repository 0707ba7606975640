package dev.meshgen.render;

import dev.meshgen.delivery.FileView;
import dev.meshgen.model.Located;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.DiscoveryBase;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of the whole mesh that are the same whatever engine applies them. */
final class MeshFiles {
  private final MeshPlan plan;
  private final Set<String> discoverable;
  private final boolean ksops;
  private final boolean apart;
  private final Set<String> draining = new TreeSet<>();

  /**
   * Renders them.
   *
   * @param ksops whether an engine reads sealed files through a generator
   * @param apart whether another one does not
   */
  MeshFiles(MeshPlan plan, Set<String> discoverable, boolean ksops, boolean apart) {
    this.plan = plan;
    this.discoverable = discoverable;
    this.ksops = ksops;
    this.apart = apart;
    for (ClusterPlan cluster : plan.clusters()) {
      // Its file stays, for the day it comes back; what no base lists is not applied.
      if (!cluster.isListed()) {
        draining.add(cluster.name());
      }
    }
  }

  /** A template's view: nothing to say. */
  record EmptyView() {}

  /** A template's view: the creation rules of sops. */
  record SopsView(List<Rule> rules) {}

  /** Who opens the files whose path matches, and what of them is sealed. */
  record Rule(
      String pathRegex, String encryptedRegex, boolean macOnlyEncrypted, List<KeyList> keys) {}

  /** The keys of one kind in a key group; the first list of a group starts it. */
  record KeyList(boolean first, String field, List<String> texts) {}

  List<FileView> all() {
    List<FileView> files = new ArrayList<>();
    files.add(new FileView(Layout.GIT_ATTRIBUTES, "mesh/gitattributes", new EmptyView()));
    files.add(new FileView(Layout.SOPS_RULES, "mesh/sops.yaml", new SopsView(rules())));
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
      if (discoverable.contains(cluster) && !draining.contains(cluster)) {
        folder.addSealed(way + Layout.nameOf(Layout.sealed(base.folder(), cluster)));
      }
    }
    return folder;
  }

  /** One rule for all clusters of the same recipients; the common ones come last, and match all. */
  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (SecretPlan secret : plan.secrets()) {
      boolean there = secret.isSigner() && (plan.rotates() || !secret.isNext());
      if (there && !secret.recipients().isEmpty()) {
        rules.add(rule(PathPattern.of(secret.path()), SealRule.SECTIONS, secret.recipients()));
      }
    }
    for (DiscoveryBase base : plan.bases()) {
      rules.add(rule(PathPattern.sealedIn(base.folder()), SealRule.SECTIONS, base.recipients()));
    }
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
    List<Recipient> common = recipients(plan.mesh().recipients().clusters());
    boolean any = byRecipients.remove(common) != null;
    byRecipients.forEach(
        (recipients, clusters) -> {
          rules.add(
              rule(
                  PathPattern.sealedOf(clusters, Layer.TRUST.id(), SecretPlan.CACERTS),
                  SealRule.KEYS,
                  recipients));
          rules.add(rule(PathPattern.sealedOf(clusters), SealRule.SECTIONS, recipients));
        });
    if (any) {
      rules.add(
          rule(
              PathPattern.sealedOfClusters(Layer.TRUST.id(), SecretPlan.CACERTS),
              SealRule.KEYS,
              common));
    }
    rules.add(rule(PathPattern.sealedOfClusters(), SealRule.SECTIONS, common));
    return rules;
  }

  private static Rule rule(String pathRegex, SealRule sealing, List<Recipient> recipients) {
    SortedMap<String, List<String>> byKind = new TreeMap<>();
    for (Recipient recipient : recipients) {
      byKind.computeIfAbsent(recipient.kind(), kind -> new ArrayList<>()).add(recipient.text());
    }
    List<KeyList> keys = new ArrayList<>();
    byKind.forEach(
        (kind, texts) ->
            keys.add(new KeyList(keys.isEmpty(), SopsKeyKinds.named(kind).creationField(), texts)));
    return new Rule(pathRegex, sealing.regex(), sealing.macOnlySealed(), keys);
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
