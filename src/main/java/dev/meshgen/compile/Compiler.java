package dev.meshgen.compile;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.CheckAuthority;
import dev.meshgen.delivery.CheckMesh;
import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.TreePlace;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.ChangeRules;
import dev.meshgen.issue.CommittedReader;
import dev.meshgen.issue.CommittedSecrets;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.issue.IssueSecrets;
import dev.meshgen.issue.Issued;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.model.Mesh;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.Artifact;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.PlanArtifacts;
import dev.meshgen.plan.PlanMesh;
import dev.meshgen.render.RenderTree;
import dev.meshgen.review.GoneClusters;
import dev.meshgen.review.LockChange;
import dev.meshgen.review.TokenGenerations;
import dev.meshgen.rules.AcknowledgementJudge;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.rules.FollowUps;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.ServiceSettings;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.seal.vault.VaultAccess;
import dev.meshgen.spec.NamedFiles;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.TreeException;
import dev.meshgen.yaml.YamlNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A spec in, a tree out: read, check, plan, issue and seal, render, inspect. Writes nothing. */
public final class Compiler {
  private final IstioCatalog catalog = IstioCatalog.builtIn();
  private final Schemas schemas;
  private final Env env;
  private final ReadSpec again;

  public Compiler(Schemas schemas, Env env) {
    this.schemas = schemas;
    this.env = env;
    this.again = new ReadSpec(schemas, NamedFiles.in(env.folder()));
  }

  /** Reads a spec and checks it; empty when {@code report} has errors. */
  public Optional<CheckedSpec> check(List<SpecSource> sources, LocalDate asOf, Report report) {
    return check(sources, TreePlace.UNKNOWN, asOf, report);
  }

  /** The same, of a spec whose tree goes to a place. */
  public Optional<CheckedSpec> check(
      List<SpecSource> sources, TreePlace place, LocalDate asOf, Report report) {
    Optional<CheckedSpec> checked =
        read(sources, report).map(spec -> judge(spec.of(place.fill(spec.mesh())), asOf, report));
    checked.ifPresent(spec -> place.check(spec.mesh(), report));
    return report.hasErrors() ? Optional.empty() : checked;
  }

  /** Reads a spec; empty when {@code report} says why it cannot be. */
  public Optional<Spec> read(List<SpecSource> sources, Report report) {
    return new ReadSpec(schemas, NamedFiles.in(env.folder()), this::newestPatch)
        .read(sources, report);
  }

  /** The same for documents that have been read already, again and again. */
  public Optional<Spec> reread(List<YamlNode> documents, Report report) {
    return again.readDocuments(documents, report);
  }

  private String newestPatch(String minor) {
    return MinorVersion.parse(minor)
        .flatMap(catalog::find)
        .map(found -> minor + "." + found.patches().newest())
        .orElse(minor);
  }

  /** Lets the rules judge what has been read. */
  public CheckedSpec judge(Spec spec, LocalDate asOf, Report report) {
    report.judging(new AcknowledgementJudge(spec, asOf));
    report.withholding(new FollowUps(spec.refused(), report.hasErrors()));
    Topology topology = Topology.of(spec.mesh());
    RuleContext context =
        new RuleContext(
            topology,
            catalog,
            SopsKeyKinds.recipients(),
            Engines.ownedAnnotations(),
            code -> ChangeRules.find(code).isPresent(),
            asOf);
    CheckMesh.check(context, report);
    CheckAuthority.check(context, report);
    return new CheckedSpec(spec, topology);
  }

  /** What follows from a checked spec. */
  public MeshPlan plan(CheckedSpec checked) {
    return new PlanMesh(catalog)
        .plan(checked.topology(), Engines.of(checked.mesh()), Authorities.of(checked.mesh()));
  }

  /**
   * The tree of a plan as far as it follows from the spec alone, without what is sealed.
   *
   * @param filed whether the sealed file at a path is there; some folders list only what is
   */
  public OutputTree outline(MeshPlan plan, Predicate<String> filed) {
    return TreeAssembly.outline(plan, filed, RenderTree.start(plan));
  }

  /** The same, of the clusters alone that are wanted, and of what is the mesh's. */
  public OutputTree outline(MeshPlan plan, Predicate<String> filed, Set<String> wanted) {
    List<ClusterPlan> clusters =
        plan.clusters().stream().filter(cluster -> wanted.contains(cluster.name())).toList();
    return TreeAssembly.outline(plan, filed, RenderTree.start(plan, clusters), clusters);
  }

  /** The same, each line with the mark of its template: see {@code render.TemplateMarks}. */
  public OutputTree marked(MeshPlan plan, Predicate<String> filed) {
    return TreeAssembly.outline(plan, filed, RenderTree.marked(plan));
  }

  /** The same of one cluster, without what it shares with others. */
  public OutputTree outline(MeshPlan plan, ClusterPlan cluster, Predicate<String> filed) {
    return TreeAssembly.outline(plan, cluster, filed);
  }

  /**
   * What the mesh of a checked spec pulls from registries.
   *
   * @param upstream whether to name where Istio publishes, and not the mirror of the spec
   */
  public List<Artifact> artifacts(CheckedSpec checked, boolean upstream) {
    Optional<PlanArtifacts.Upstream> from =
        upstream
            ? Optional.of(new PlanArtifacts.Upstream(published("hub"), published("charts")))
            : Optional.empty();
    return new PlanArtifacts(catalog, plan(checked), from).list();
  }

  /** The default of a field of {@code istio}. */
  private String published(String field) {
    return schemas
        .fields("Cluster")
        .find(List.of("spec", "istio", field))
        .flatMap(SchemaField::defaultValue)
        .map(String::valueOf)
        .orElseThrow();
  }

  /**
   * What compiling a checked spec would put into the store that it names, or whom it would seal
   * for, in lines.
   *
   * @throws TreeException when the folder cannot be read
   */
  public List<String> preview(
      CheckedSpec checked,
      OutputFolder folder,
      String folderName,
      IssueRequest request,
      Report report)
      throws TreeException {
    CommittedReader committed = new CommittedReader(folder, folderName, report);
    MeshPlan planned = plan(checked);
    MeshPlan plan = committed.rotates() ? planned.rotating() : planned;
    Optional<CommittedSecrets> found = committed.read(plan);
    return found.isPresent()
        ? issue(env.keys()).preview(plan, found.get(), request, report)
        : List.of();
  }

  private Optional<Issued> issue(
      MeshPlan plan, CommittedSecrets committed, IssueRequest request, Report report) {
    try (Keyrings keys = keys(plan.mesh())) {
      return issue(keys).issue(plan, committed, request, report);
    }
  }

  /** The operator's keys, with services that the spec has meshgen ask itself; to be closed. */
  public Keyrings keys(Mesh mesh) {
    VaultAccess.Surroundings around =
        new VaultAccess.Surroundings(env.variables(), env.folder(), env.prompt());
    return mesh.recipients()
        .transit()
        .map(spec -> env.keys().asking(new ServiceSettings(spec, mesh, around)))
        .orElse(env.keys());
  }

  private IssueSecrets issue(Keyrings keys) {
    return new IssueSecrets(env.random(), env.clock(), keys, env.atHand())
        .asking(env.variables(), env.folder(), env.prompt())
        .telling(env.progress());
  }

  /**
   * Compiles a checked spec, keeping what {@code folder} holds sealed; empty when {@code report}
   * has errors.
   *
   * @throws TreeException when the folder cannot be read
   */
  public Optional<Compiled> compile(
      CheckedSpec checked,
      OutputFolder folder,
      String folderName,
      IssueRequest request,
      Report report)
      throws TreeException {
    MeshPlan planned = plan(checked);
    CommittedReader committed = new CommittedReader(folder, folderName, report);
    MeshPlan current = committed.rotates() ? planned.rotating() : planned;
    // A step from one root to another decides what istiod needs; otherwise the lock has said so.
    Optional<RenderTree> early =
        request.rootStep().isPresent() ? Optional.empty() : Optional.of(RenderTree.start(current));
    Optional<CommittedSecrets> found = committed.read(current);
    if (found.isPresent()) {
      new GoneClusters(folder, folderName).check(planned.mesh(), request.consent(), report);
      TokenGenerations.check(
          planned, found.get().clusterLocks(), folderName, request.consent(), report);
    }
    if (found.isEmpty() || report.hasErrors()) {
      return Optional.empty();
    }
    CommittedSecrets before = found.get();
    Optional<Issued> now = issue(current, before, request, report);
    if (now.isEmpty() || report.hasErrors()) {
      return Optional.empty();
    }
    Issued issued = now.get();
    // Not before: a key may be waited for, and somebody else change the folder meanwhile.
    folder.beginListing();
    MeshPlan plan = issued.meshLock().rotation().isPresent() ? planned.rotating() : planned;
    RenderTree render = early.orElseGet(() -> RenderTree.start(plan));
    TreeAssembly assembly = TreeAssembly.begin(plan, issued, render);
    LockChange locks = LockChange.of(plan, before.clusterLocks(), issued.clusterLocks());
    OutputTree tree = assembly.tree(locks);
    TreeInspection.check(tree, folderName, report);
    Optional<String> writer = before.meshLock().flatMap(MeshLock::writer);
    return report.hasErrors()
        ? Optional.empty()
        : Optional.of(Compiled.of(tree, plan, locks, writer, issued, request));
  }
}
