package dev.meshgen.bench;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.CheckAuthority;
import dev.meshgen.delivery.CheckMesh;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.CommittedSecrets;
import dev.meshgen.issue.Consent;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.issue.IssueSecrets;
import dev.meshgen.issue.Issued;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.PlanMesh;
import dev.meshgen.render.RenderTree;
import dev.meshgen.report.Readme;
import dev.meshgen.report.SecretFacts;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.scan.SecretScan;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.seal.sops.Surroundings;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.OutputTree;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Times stages in a JVM that has warmed up: what grows with the mesh, without the start. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StageBench {
  @Param({"10", "1000"})
  private int clusters;

  private final Schemas schemas = new Schemas();
  private final IstioCatalog catalog = IstioCatalog.builtIn();
  private final SecureRandom random = new SecureRandom();
  private List<SpecSource> sources;
  private Spec spec;
  private MeshPlan plan;
  private SecretFacts facts;
  private OutputTree tree;

  /** Makes a spec, and what each stage takes from the one before. */
  @Setup
  public void prepare() {
    byte[] text = SpecGenerator.spec(clusters).getBytes(StandardCharsets.UTF_8);
    sources = List.of(new SpecSource("bench.yaml", text));
    spec = read();
    plan = plan();
    String none = "0".repeat(64);
    SecretFacts.Certificate root = new SecretFacts.Certificate(none, Instant.EPOCH, Instant.EPOCH);
    facts = new SecretFacts(Optional.of(root), new TreeMap<>(), Set.of());
    tree = render();
  }

  /** Reading, schema, layers, binding. */
  @Benchmark
  public Spec read() {
    return new ReadSpec(schemas).read(sources, new Report()).orElseThrow();
  }

  /** What follows from the mesh, and all semantic rules. */
  @Benchmark
  public Report rules() {
    Report report = new Report();
    RuleContext context =
        new RuleContext(
            Topology.of(spec.mesh()),
            catalog,
            SopsKeyKinds.recipients(),
            Engines.ownedAnnotations(),
            code -> false,
            LocalDate.EPOCH);
    CheckMesh.check(context, report);
    CheckAuthority.check(context, report);
    return report;
  }

  /** What follows from the mesh, and decisions. */
  @Benchmark
  public MeshPlan plan() {
    return new PlanMesh(catalog)
        .plan(Topology.of(spec.mesh()), Engines.of(spec.mesh()), Authorities.of(spec.mesh()));
  }

  /** A root, an intermediate for each cluster, and their sealed files. */
  @Benchmark
  public Issued issue() {
    CommittedSecrets nothing =
        new CommittedSecrets(
            "bench",
            false,
            Optional.empty(),
            new TreeMap<>(),
            Map.of(),
            Map.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            Optional.empty());
    Keyrings nobody =
        Keyrings.in(new Surroundings(Map.of(), "", (command, environment) -> new byte[0]));
    return new IssueSecrets(random, Clock.systemUTC(), nobody, nobody)
        .issue(
            plan,
            nothing,
            IssueRequest.render(LocalDate.EPOCH).consenting(new Consent(Set.of(), true)),
            new Report())
        .orElseThrow();
  }

  /** Every file that is not sealed. */
  @Benchmark
  public OutputTree render() {
    return RenderTree.start(plan)
        .finish(new Readme(plan, facts).file(), facts.discoverable(), Set.of())
        .build();
  }

  /** The search for secrets in the clear. */
  @Benchmark
  public List<SecretScan.Finding> inspect() {
    return SecretScan.scan(tree);
  }
}
