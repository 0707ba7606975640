package dev.meshgen.spec;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.ShellWord;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The first stage: files into a {@link Spec}, and every problem of their form into the report. */
public final class ReadSpec {
  private static final String API_VERSION = "meshgen.dev/v1alpha1";

  private final Schemas schemas;
  private final NamedFiles files;
  private final MeantValue meant;

  /** Documents without a problem: those that are read again are not checked again. */
  private final Set<YamlNode> sound =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  /** What the first spec that was read again without a problem bound. */
  private final AtomicReference<BoundClusters> first = new AtomicReference<>();

  /** Reads specs without looking into the files that they name. */
  public ReadSpec(Schemas schemas) {
    this(schemas, NamedFiles.NONE, UnaryOperator.identity());
  }

  /**
   * @param files that a spec names
   */
  public ReadSpec(Schemas schemas, NamedFiles files) {
    this(schemas, files, UnaryOperator.identity());
  }

  /**
   * @param files that a spec names
   * @param newestPatch what hints make of an Istio minor without a patch; itself if it is unknown
   */
  public ReadSpec(Schemas schemas, NamedFiles files, UnaryOperator<String> newestPatch) {
    this.schemas = schemas;
    this.files = files;
    this.meant = new MeantValue(schemas, newestPatch);
  }

  /** Empty when the problems leave no mesh to work on; {@code report} has them. */
  public Optional<Spec> read(List<SpecSource> sources, Report report) {
    Report reading = new Report();
    List<YamlNode> documents = documents(sources, reading);
    report.addAll(reading.diagnostics());
    reading.notes().forEach(report::note);
    // With a part missing, the rules would judge another mesh than the one in the files.
    BoundClusters bound = new BoundClusters(Optional.empty());
    return read(documents, somewhere(sources), !reading.hasErrors(), bound, report);
  }

  /**
   * The same for documents that have been read. Those that were sound the last time are taken as
   * they are.
   */
  public Optional<Spec> readDocuments(List<YamlNode> documents, Report report) {
    BoundClusters bound = new BoundClusters(Optional.ofNullable(first.get()));
    Optional<Spec> spec = read(documents, documents.get(0).span(), true, bound, report);
    if (report.diagnostics().isEmpty()) {
      sound.addAll(documents);
      first.compareAndSet(null, bound);
    }
    return spec;
  }

  private Optional<Spec> read(
      List<YamlNode> documents, Span somewhere, boolean whole, BoundClusters bound, Report report) {
    boolean complete = whole;
    List<YamlMap> meshes = new ArrayList<>();
    Map<String, YamlMap> clusters = new LinkedHashMap<>();
    boolean clusterSeen = false;
    CheckSchema check = new CheckSchema(schemas, meant, report);
    SecretsInSpec secrets = new SecretsInSpec(schemas, report);
    InvisibleCharacters invisible = new InvisibleCharacters(report);
    for (YamlNode document : documents) {
      if (!sound.contains(document)) {
        invisible.check(document);
        complete &= secrets.check(document);
      }
    }
    for (YamlNode document : documents) {
      Optional<String> kind = kind(document, report);
      if (kind.isEmpty()) {
        complete = false;
      } else if (kind.get().equals("Mesh")) {
        meshes.add(checked("Mesh", (YamlMap) document, check));
      } else {
        clusterSeen = true;
        addCluster(checked(kind.get(), (YamlMap) document, check), clusters, report);
      }
    }
    reportCounts(somewhere, meshes, clusterSeen, report);
    boolean bindable = complete && !meshes.isEmpty() && isComplete(meshes.get(0));
    return bindable
        ? bind(meshes.get(0), clusters, check.refused(), bound, report)
        : Optional.empty();
  }

  private YamlMap checked(String kind, YamlMap document, CheckSchema check) {
    return sound.contains(document) ? document : check.check(kind, document);
  }

  /** The documents of a spec, without those that something else is configured with. */
  public static List<YamlNode> documents(List<SpecSource> sources, Report report) {
    List<YamlNode> documents = new ArrayList<>();
    for (SpecSource source : sources) {
      for (YamlDocument document : YamlReader.read(source.name(), source.content(), report)) {
        if (!source.found() || !isForeign(document.root(), report)) {
          documents.add(document.root());
        }
      }
    }
    return documents;
  }

  private static boolean isForeign(YamlNode root, Report report) {
    if (!(root instanceof YamlMap map)) {
      return false;
    }
    String version = text(map, "apiVersion");
    String kind = text(map, "kind");
    boolean foreign = ForeignYaml.isForeign(version, kind);
    if (foreign) {
      ForeignYaml.note(root.span().file(), root.span().line(), version, kind, report);
    }
    return foreign;
  }

  private Optional<Spec> bind(
      YamlMap meshDocument,
      Map<String, YamlMap> documents,
      Set<String> refused,
      BoundClusters bound,
      Report report) {
    BindDelivery delivery = new BindDelivery(schemas, meshDocument);
    BindMesh bindMesh = new BindMesh(schemas, meshDocument, delivery.all());
    Report missing = new Report();
    BindCluster bindCluster =
        new BindCluster(
            bindMesh.clusterDomain(),
            new BindRecipients(schemas),
            delivery,
            new CaFiles(files, missing));
    Layers layers = new Layers(schemas, meshDocument);
    RemovedFields removed = new RemovedFields(new BindRecipients(schemas), missing);
    Map<String, List<SettingsLayer>> layersByCluster = new TreeMap<>();
    List<Cluster> clusters = new ArrayList<>();
    documents.forEach(
        (name, document) -> {
          BoundClusters.Bound one =
              bound.of(
                  meshDocument,
                  document,
                  () -> bound(name, document, layers, removed, bindCluster));
          layersByCluster.put(name, one.layers());
          clusters.add(one.cluster());
        });
    report.addAll(missing.diagnostics());
    return missing.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new Spec(
                bindMesh.bind(layers.overrides(), clusters),
                bindMesh.resolved(),
                layersByCluster,
                refused));
  }

  private static BoundClusters.Bound bound(
      String name, YamlMap document, Layers layers, RemovedFields removed, BindCluster bind) {
    YamlMap metadata = Layers.map(document, "metadata");
    Map<String, String> labels = TypedFields.strings(Layers.map(metadata, "labels"));
    List<SettingsLayer> own = layers.of(name, labels, document);
    Span at = metadata.get("name").orElseThrow().span();
    YamlMap merged = Layers.merge(own);
    removed.check(own, merged);
    return new BoundClusters.Bound(own, bind.bind(name, labels, merged, at));
  }

  private static Optional<String> kind(YamlNode root, Report report) {
    if (!(root instanceof YamlMap map)) {
      report.add(
          Diagnostic.of(Code.NOT_A_MAPPING, root.span(), "the document is not a mapping")
              .expecting("a document with apiVersion: " + API_VERSION + " and a kind"));
      return Optional.empty();
    }
    String version = text(map, "apiVersion");
    String kind = text(map, "kind");
    if (version.equals(API_VERSION) && Schemas.KINDS.contains(kind)) {
      return Optional.of(kind);
    }
    boolean wrongVersion = !version.equals(API_VERSION);
    String key = wrongVersion ? "apiVersion" : "kind";
    String value = wrongVersion ? version : kind;
    String message =
        value.isEmpty()
            ? "missing " + key
            : "unknown " + key + " \"" + WrongValue.shown(value) + "\"";
    Diagnostic found =
        Diagnostic.of(Code.UNKNOWN_KIND, CheckSchema.spanOf(map, key), message)
            .expecting(wrongVersion ? API_VERSION : String.join(" or ", Schemas.KINDS));
    Optional<String> closest =
        wrongVersion && value.startsWith(API_VERSION.substring(0, API_VERSION.indexOf('/') + 1))
            ? Optional.of(API_VERSION)
            : DidYouMean.closest(value, wrongVersion ? List.of(API_VERSION) : Schemas.KINDS);
    report.add(closest.isPresent() ? found.hinting(DidYouMean.question(closest.get())) : found);
    return Optional.empty();
  }

  private static void addCluster(YamlMap document, Map<String, YamlMap> clusters, Report report) {
    Optional<YamlNode> name = Layers.map(document, "metadata").get("name");
    if (name.isEmpty()) {
      return;
    }
    String text = String.valueOf(((YamlScalar) name.get()).value());
    YamlMap first = clusters.putIfAbsent(text, document);
    if (first != null) {
      Span firstAt = Layers.map(first, "metadata").get("name").orElseThrow().span();
      report.add(
          Diagnostic.of(
                  Code.DUPLICATE_CLUSTER,
                  name.get().span(),
                  "cluster \"" + text + "\" is already defined")
              .expecting("a unique name: it becomes the cluster ID in Istio")
              .relating(firstAt, "first defined here"));
    }
  }

  private static Span somewhere(List<SpecSource> sources) {
    return Span.of(sources.isEmpty() ? "<spec>" : sources.get(0).name());
  }

  private static void reportCounts(
      Span somewhere, List<YamlMap> meshes, boolean clusterSeen, Report report) {
    if (meshes.isEmpty() && !report.hasErrors()) {
      report.add(
          Diagnostic.of(Code.NO_MESH, somewhere, "missing Mesh document")
              .expecting("one document of kind Mesh")
              .hinting("run `meshgen init DIR` to create one"));
    }
    if (!clusterSeen && !report.hasErrors()) {
      report.add(
          Diagnostic.of(Code.NO_CLUSTER, somewhere, "missing Cluster document")
              .expecting("one document of kind Cluster for each cluster of the mesh")
              .hinting(
                  "add one below `---`, or name the folder that has them: -f "
                      + folder(somewhere.file())));
    }
    for (YamlMap extra : meshes.subList(Math.min(1, meshes.size()), meshes.size())) {
      report.add(
          Diagnostic.of(Code.SEVERAL_MESHES, extra.span(), "more than one Mesh document")
              .expecting("one Mesh document per spec")
              .relating(meshes.get(0).span(), "the first one"));
    }
  }

  private static String folder(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "." : ShellWord.of(file.substring(0, slash));
  }

  /** Whether the fields without a default are there after the schema check. */
  private boolean isComplete(YamlMap mesh) {
    YamlMap spec = Layers.map(mesh, "spec");
    YamlMap secrets = Layers.map(spec, BindSecrets.SECRETS);
    YamlMap delivery = Layers.map(spec, "delivery");
    return Layers.map(mesh, "metadata").get("name").isPresent()
        && (travels(secrets)
            || secrets.get(BindSecrets.VAULT).isPresent()
            || secrets.get(BindSecrets.SEALED_SECRETS).isPresent())
        && isComplete(
            schemas.fields("Mesh").find(List.of("spec", BindSecrets.SECRETS)).orElseThrow(),
            secrets)
        && isComplete(
            schemas.fields("Mesh").find(List.of("spec", "trust", "authority")).orElseThrow(),
            Layers.map(Layers.map(spec, "trust"), "authority"))
        && !delivery.entries().isEmpty();
  }

  /** Whether there is anybody to seal for, if only for the root. */
  private boolean travels(YamlMap secrets) {
    BindRecipients recipients = new BindRecipients(schemas);
    YamlMap sops = Layers.map(secrets, "sops");
    return recipients.anyIn(sops) || recipients.anyIn(Layers.map(sops, "root"));
  }

  /** Whether a mapping has what its schema requires, and what is written in it, too. */
  private static boolean isComplete(SchemaField field, YamlMap written) {
    List<String> alternatives = field.shape().alternatives();
    if (!written.entries().keySet().containsAll(field.shape().required())
        || !alternatives.isEmpty()
            && alternatives.stream().noneMatch(written.entries().keySet()::contains)) {
      return false;
    }
    for (SchemaField below : field.fields().values()) {
      if (written.get(below.name()).orElse(null) instanceof YamlMap map
          && !isComplete(below, map)) {
        return false;
      }
    }
    return true;
  }

  private static String text(YamlMap map, String key) {
    return map.get(key).isPresent() && map.get(key).get() instanceof YamlScalar scalar
        ? scalar.text()
        : "";
  }
}
