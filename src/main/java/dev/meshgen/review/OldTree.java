package dev.meshgen.review;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.lock.RunningCluster.Membership;
import dev.meshgen.lock.RunningCluster.RunningGateway;
import dev.meshgen.lock.RunningIstio;
import dev.meshgen.model.Install;
import dev.meshgen.model.Revision;
import dev.meshgen.output.Change;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.Layer;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tree from before locks recorded all that runs: the one place that reads it off rendered files.
 *
 * <p>What differs from the plan can only be said by files that change. So only those are read, and
 * whatever they do not say is taken for unchanged: there is no warning about what is not known.
 */
final class OldTree {
  private static final Pattern VALUES = Pattern.compile("istiod(?:-([^.]+))?\\.yaml");
  private static final Pattern OPERATED = Pattern.compile("istio(?:-([^.]+))?\\.yaml");

  private final OutputFolder folder;
  private final Map<String, Change.Kind> changes = new TreeMap<>();
  private final Map<String, List<YamlNode>> read = new TreeMap<>();

  OldTree(Changes changes, OutputFolder folder) {
    this.folder = folder;
    changes.changes().forEach(change -> this.changes.put(change.path(), change.kind()));
  }

  /** A control plane that ran, and the file that says how it is set up. */
  private record Ran(String revision, Install install, String file) {}

  /** What ran in the cluster of a lock, which locks of the first format do not say. */
  RunningCluster record(ClusterLock lock, RunningCluster after) throws TreeException {
    return lock.runs().isPresent() ? lock.runs().get() : read(lock, after);
  }

  private RunningCluster read(ClusterLock lock, RunningCluster after) throws TreeException {
    ClusterLayout layout = Layout.cluster(lock.cluster());
    Membership membership = after.membership();
    return new RunningCluster(
        new Membership(
            membership.state(),
            membership.role(),
            membership.network(),
            membership.clusterId(),
            isListed(lock)),
        after.engine(),
        istio(layout, after.istio()),
        gateway(layout, after.gateway()),
        host(layout, after.host()),
        Optional.empty());
  }

  private RunningIstio istio(ClusterLayout layout, RunningIstio after) throws TreeException {
    List<Ran> ran = ran(layout, after);
    SortedMap<String, String> controlPlanes = new TreeMap<>();
    Optional<String> namespace = Optional.empty();
    Optional<String> trustDomain = Optional.empty();
    for (Ran control : ran) {
      String unchanged = after.controlPlanes().getOrDefault(control.revision(), "");
      controlPlanes.put(control.revision(), version(layout, control).orElse(unchanged));
      List<YamlNode> settings = before(control.file());
      namespace = namespace.or(() -> first(settings, "istioNamespace"));
      trustDomain = trustDomain.or(() -> first(settings, "trustDomain"));
    }
    return new RunningIstio(
        namespace.orElse(after.namespace()),
        trustDomain.orElse(after.trustDomain()),
        ran.isEmpty() ? after.install() : PlannedCluster.word(ran.get(0).install()),
        after.dataPlane(),
        ran.isEmpty() ? after.controlPlanes() : controlPlanes,
        after.releases(),
        tags(layout));
  }

  /** The control planes of the plan whose files already exist, and those whose files go. */
  private List<Ran> ran(ClusterLayout layout, RunningIstio after) {
    List<Ran> ran = new ArrayList<>();
    for (String revision : after.controlPlanes().keySet()) {
      Ran planned = planned(layout, revision, after.install());
      if (changes.get(planned.file()) != Change.Kind.CREATE) {
        ran.add(planned);
      }
    }
    changes.forEach(
        (path, kind) -> {
          if (kind == Change.Kind.REMOVE) {
            controlPlane(layout, path).ifPresent(ran::add);
          }
        });
    return ran;
  }

  private static Ran planned(ClusterLayout layout, String revision, String install) {
    return install.equals(PlannedCluster.word(Install.SAIL))
        ? new Ran(revision, Install.SAIL, operated(layout, "istio" + suffix(revision) + ".yaml"))
        : new Ran(revision, Install.HELM, layout.values(release(revision)));
  }

  private static String release(String revision) {
    return "istiod" + suffix(revision);
  }

  private static String suffix(String revision) {
    return revision.equals(Revision.DEFAULT) ? "" : "-" + revision;
  }

  private static String operated(ClusterLayout layout, String name) {
    return Layout.in(layout.layer(Layer.ISTIOD.id()), name);
  }

  private static Optional<Ran> controlPlane(ClusterLayout layout, String path) {
    String name = Layout.nameOf(path);
    if (path.equals(Layout.in(layout.values(), name))) {
      return revision(VALUES.matcher(name)).map(found -> new Ran(found, Install.HELM, path));
    }
    return path.equals(operated(layout, name))
        ? revision(OPERATED.matcher(name)).map(found -> new Ran(found, Install.SAIL, path))
        : Optional.empty();
  }

  private static Optional<String> revision(Matcher name) {
    return name.matches()
        ? Optional.of(name.group(1) == null ? Revision.DEFAULT : name.group(1))
        : Optional.empty();
  }

  /** What an engine installs names it, or the operator's resource. */
  private Optional<String> version(ClusterLayout layout, Ran control) throws TreeException {
    if (control.install() == Install.SAIL) {
      return first(before(control.file()), "version").map(version -> version.substring(1));
    }
    for (EngineType engine : Engines.TYPES) {
      EngineType.VersionFile file = engine.versionFile(layout, release(control.revision()));
      List<YamlNode> nodes = before(file.path());
      for (String field : file.fields()) {
        Optional<String> version = first(nodes, field);
        if (version.isPresent()) {
          return version;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> host(ClusterLayout layout, Optional<String> after) throws TreeException {
    String file = Layout.in(layout.layer(Layer.CONFIG.id()), ClusterLayout.EXTERNAL_ISTIOD);
    return first(before(file), "hosts").or(() -> after);
  }

  private Optional<RunningGateway> gateway(ClusterLayout layout, Optional<RunningGateway> after)
      throws TreeException {
    String file = Layout.in(layout.layer(Layer.EASTWEST.id()), ClusterLayout.GATEWAY);
    return first(before(file), "gatewayClassName")
        .filter("istio-east-west"::equals)
        .map(name -> new RunningGateway(PlannedCluster.HBONE, Optional.empty()))
        .or(() -> after);
  }

  /** Whether its folder listed the credential: as a resource, or as an input of a generator. */
  private boolean isListed(ClusterLock lock) throws TreeException {
    for (String path : lock.sealed().keySet()) {
      if (Layout.isDiscovery(path)) {
        for (String list : List.of(Layout.KUSTOMIZATION, Layout.GENERATOR)) {
          for (YamlNode root : nodes(Layout.in(Layout.folderOf(path), list))) {
            if (lists(root, Layout.nameOf(path))) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /** The one tag that a change of control planes is judged by, which each may have had. */
  private SortedMap<String, String> tags(ClusterLayout layout) throws TreeException {
    String file = ClusterLayout.revisionTag(Revision.DEFAULT);
    SortedMap<String, String> tags = new TreeMap<>();
    first(nodes(Layout.in(layout.layer(Layer.CONFIG.id()), file)), "istio.io/rev")
        .ifPresent(revision -> tags.put(Revision.DEFAULT, revision));
    return tags;
  }

  /** The documents of a file that is about to change, as it is. */
  private List<YamlNode> before(String file) throws TreeException {
    Change.Kind kind = changes.get(file);
    return kind == null || kind == Change.Kind.CREATE ? List.of() : nodes(file);
  }

  private List<YamlNode> nodes(String file) throws TreeException {
    if (!read.containsKey(file)) {
      byte[] content = folder.read(file).orElse(new byte[0]);
      List<YamlDocument> documents = YamlReader.read(file, content, new Report());
      read.put(file, documents.stream().map(YamlDocument::root).toList());
    }
    return read.get(file);
  }

  /** The first text under a key, or the first item of the first list, in reading order. */
  private static Optional<String> first(List<YamlNode> nodes, String key) {
    for (YamlNode node : nodes) {
      Optional<String> found =
          node instanceof YamlMap map
              ? map.get(key).flatMap(OldTree::text).or(() -> first(values(map), key))
              : node instanceof YamlList list ? first(list.items(), key) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static List<YamlNode> values(YamlMap map) {
    return map.entries().values().stream().map(YamlMap.Entry::value).toList();
  }

  private static Optional<String> text(YamlNode node) {
    if (node instanceof YamlList list && !list.items().isEmpty()) {
      return text(list.items().get(0));
    }
    return node instanceof YamlScalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static boolean lists(YamlNode node, String name) {
    if (node instanceof YamlScalar scalar) {
      return scalar.text().equals(name) || scalar.text().equals("./" + name);
    }
    List<YamlNode> inside = node instanceof YamlMap map ? values(map) : ((YamlList) node).items();
    return inside.stream().anyMatch(each -> lists(each, name));
  }
}
