package dev.meshgen.diff;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.Workers;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The objects of a tree. Whatever else it has gets a kind of meshgen's. */
final class TreeObjects {
  /** The effective values of a Helm release: the user's over meshgen's. */
  static final String VALUES = "Values";

  /** What Kustomize builds a folder from; named after the folder. */
  static final String BUILD = "Build";

  /** A cluster, by its lock: what runs there, and what is sealed for it. */
  static final String CLUSTER = "Cluster";

  /** The mesh, by the lock of its root. */
  static final String MESH = "Mesh";

  /** Certificates in a file of their own. */
  static final String CERTIFICATES = "Certificates";

  /** Lists of revoked certificates in a file of their own. */
  static final String REVOCATIONS = "Revocations";

  /** Any other file; named by its path. */
  static final String FILE = "File";

  /** All of these words, which mean something else in an API group. */
  static final Set<String> KINDS =
      Set.of(VALUES, BUILD, CLUSTER, MESH, CERTIFICATES, REVOCATIONS, FILE);

  private static final String KUSTOMIZE = "kustomize.config.k8s.io";
  private static final String YAML = ".yaml";

  private final String path;
  private final Optional<String> cluster;
  private final Tree tree;
  private final Report report;
  private final List<TreeObject> found = new ArrayList<>();

  private TreeObjects(String path, Tree tree, Report report) {
    this.path = path;
    this.cluster = clusterOf(path);
    this.tree = tree;
    this.report = report;
  }

  /**
   * Files of a tree.
   *
   * @param label of the tree, before the path in positions: {@code rendered/}, {@code main:}
   */
  record Tree(Map<String, byte[]> files, String label, ReadableContent readable) {}

  /**
   * The objects of these files.
   *
   * @param label of the tree, before the path in positions: {@code rendered/}, {@code main:}
   * @param certificates that were read before
   * @param report gets what cannot be read; such a file has no objects
   */
  static List<TreeObject> of(
      SortedMap<String, byte[]> files, String label, CertificateTexts certificates, Report report) {
    Tree tree = new Tree(files, label, new ReadableContent(certificates));
    List<String> paths = List.copyOf(files.keySet());
    Report[] reports = new Report[paths.size()];
    List<List<TreeObject>> found =
        new ArrayList<>(Collections.nCopies(paths.size(), List.<TreeObject>of()));
    Workers.onAllCores(
        reports.length,
        i -> {
          reports[i] = new Report();
          found.set(i, of(paths.get(i), tree, reports[i]));
        });
    List<TreeObject> objects = new ArrayList<>();
    found.forEach(objects::addAll);
    for (Report each : reports) {
      report.addAll(each.diagnostics());
    }
    return List.copyOf(objects);
  }

  /** Those of one of the files; none if it is not there. */
  static List<TreeObject> of(String path, Tree tree, Report report) {
    byte[] bytes = tree.files().get(path);
    TreeObjects objects = new TreeObjects(path, tree, report);
    if (bytes != null) {
      objects.read(bytes);
    }
    return objects.found;
  }

  private void read(byte[] bytes) {
    if (Layout.isLock(path)) {
      Optional<String> folder = Layout.clusterOf(path);
      documents(path, bytes)
          .forEach(
              root ->
                  add(
                      folder.isPresent() ? CLUSTER : MESH,
                      folder.orElseGet(() -> text(root, "mesh")),
                      root));
    } else if (isPart(path)) {
      values(Layout.cluster(Layout.clusterOf(path).orElseThrow()));
    } else if (path.equals(Layout.SOPS_RULES)) {
      documents(path, bytes)
          .forEach(root -> add(FILE, inCluster(path), SealingRules.readable(root)));
    } else if (path.endsWith(YAML)) {
      documents(path, bytes).forEach(this::object);
    } else {
      String text = new String(bytes, StandardCharsets.UTF_8);
      Optional<YamlNode> certificates = tree.readable().certificates(text, Span.of(path));
      Optional<YamlNode> revocations = RevocationNode.of(text, Span.of(path));
      add(
          certificates.isPresent() ? CERTIFICATES : revocations.isPresent() ? REVOCATIONS : FILE,
          inCluster(path),
          certificates
              .or(() -> revocations)
              .orElseGet(() -> ReadableContent.text(text, Span.of(path))));
    }
  }

  /** Whether another file may have a part of the same object. */
  static boolean isPart(String path) {
    return Layout.clusterOf(path).filter(cluster -> isValues(path, cluster)).isPresent();
  }

  private static boolean isValues(String path, String cluster) {
    String name = Layout.nameOf(path);
    return Layout.folderOf(path).equals(Layout.cluster(cluster).values())
        && name.endsWith(YAML)
        && !name.equals(Layout.KUSTOMIZATION);
  }

  /** Once for both files of a release. */
  private void values(ClusterLayout layout) {
    Map<String, byte[]> files = tree.files();
    String release = ClusterLayout.releaseOf(path);
    String base = layout.values(release);
    String overrides = layout.overrides(release);
    if (path.equals(overrides) && files.containsKey(base)) {
      return;
    }
    List<YamlNode> parts = new ArrayList<>();
    for (String part : List.of(base, overrides)) {
      if (files.containsKey(part)) {
        parts.addAll(documents(part, files.get(part)));
      }
    }
    parts.stream().reduce(TreeObjects::over).ifPresent(all -> add(VALUES, release, all));
  }

  /** As Helm lays values over values: maps merge, null removes, everything else replaces. */
  private static YamlNode over(YamlNode base, YamlNode top) {
    if (!(base instanceof YamlMap below) || !(top instanceof YamlMap above)) {
      return top;
    }
    Map<String, YamlMap.Entry> merged = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach(
            (key, entry) -> {
              YamlMap.Entry under = merged.get(key);
              if (entry.value() instanceof YamlScalar scalar && scalar.value() == null) {
                merged.remove(key);
              } else {
                merged.put(
                    key,
                    under == null
                        ? entry
                        : new YamlMap.Entry(entry.keySpan(), over(under.value(), entry.value())));
              }
            });
    return new YamlMap(below.span(), merged);
  }

  private void object(YamlNode written) {
    YamlNode root = MadeSecret.of(written).map(YamlNode.class::cast).orElse(written);
    String version = text(root, "apiVersion");
    String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    String kind = text(root, "kind");
    String name = metadata(root, "name");
    if (group.equals(KUSTOMIZE)) {
      add(BUILD, inCluster(Layout.folderOf(path)), root);
    } else if (kind.isEmpty() || name.isEmpty()) {
      add(FILE, inCluster(path), root);
    } else {
      found.add(
          new TreeObject(
              new ObjectId(
                  cluster.or(() -> label(root)), group, kind, metadata(root, "namespace"), name),
              path,
              tree.readable().of(root)));
    }
  }

  private void add(String kind, String name, YamlNode content) {
    found.add(
        new TreeObject(
            new ObjectId(cluster, "", kind, "", name), path, tree.readable().of(content)));
  }

  private List<YamlNode> documents(String part, byte[] bytes) {
    Report own = new Report();
    List<YamlDocument> documents = YamlReader.read(tree.label() + part, bytes, own);
    report.addAll(own.diagnostics());
    return own.hasErrors() ? List.of() : documents.stream().map(YamlDocument::root).toList();
  }

  /** Whose a file is: by its folder, or by the folder that its engine reads. */
  static Optional<String> clusterOf(String path) {
    return Layout.clusterOf(path)
        .or(() -> Layout.readerOf(path))
        .or(() -> Layout.credentialOf(path))
        .or(() -> Engines.clusterOf(path));
  }

  /** A path without the folder of its cluster, so that clusters share it. */
  private static String inCluster(String path) {
    Optional<String> cluster = clusterOf(path);
    int at = cluster.map(name -> path.indexOf("/" + name + "/")).orElse(-1);
    return at < 0 ? path : path.substring(at + cluster.get().length() + 2);
  }

  /** The cluster that an object is for though its file is the mesh's: what starts an engine. */
  private static Optional<String> label(YamlNode root) {
    return root instanceof YamlMap map
        ? map.get("metadata")
            .flatMap(
                metadata -> metadata instanceof YamlMap all ? all.get("labels") : Optional.empty())
            .map(labels -> text(labels, EngineType.CLUSTER_LABEL))
            .filter(cluster -> !cluster.isEmpty())
        : Optional.empty();
  }

  private static String metadata(YamlNode root, String key) {
    return root instanceof YamlMap map
        ? map.get("metadata").map(metadata -> text(metadata, key)).orElse("")
        : "";
  }

  private static String text(YamlNode node, String key) {
    return node instanceof YamlMap map
        ? map.get(key)
            .filter(YamlScalar.class::isInstance)
            .map(value -> ((YamlScalar) value).text())
            .orElse("")
        : "";
  }
}
