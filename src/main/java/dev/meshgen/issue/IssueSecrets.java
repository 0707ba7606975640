package dev.meshgen.issue;

import dev.meshgen.authority.NamesOfMesh;
import dev.meshgen.authority.SigningServer;
import dev.meshgen.bytes.SecretPrompt;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Progress;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.sealedsecrets.ControllerCertificates;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.vault.VaultAccess.Surroundings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The stage that keeps what is sealed, and issues what is missing.
 *
 * <p>Decides first, for every file, and reports all that is wrong; only then is a key opened.
 */
public final class IssueSecrets {
  private final SecureRandom random;
  private final Clock clock;
  private final Keyrings keys;
  private final Keyrings atHand;
  private Map<String, String> variables = Map.of();
  private Path folder = Path.of("");
  private SecretPrompt prompt = SecretPrompt.NONE;
  private Progress progress = Progress.NONE;

  /**
   * The stage.
   *
   * @param keys found when something has to be opened
   * @param atHand those of them that are there without a command
   */
  public IssueSecrets(SecureRandom random, Clock clock, Keyrings keys, Keyrings atHand) {
    this.atHand = atHand;
    this.random = random;
    this.clock = clock;
    this.keys = keys;
  }

  /** What a server that signs is found and asked with. */
  public IssueSecrets asking(
      Map<String, String> environment, Path workingDirectory, SecretPrompt whoever) {
    this.variables = environment;
    this.folder = workingDirectory;
    this.prompt = whoever;
    return this;
  }

  /** The same, which says how far it is with what takes long. */
  public IssueSecrets telling(Progress whoever) {
    this.progress = whoever;
    return this;
  }

  /** Most often the command was run elsewhere: a new root would be the wrong answer to it. */
  private static Diagnostic treeMissing(MeshPlan plan, CommittedSecrets committed) {
    return Diagnostic.of(
            Code.TREE_MISSING,
            Span.of(committed.folder()),
            "the folder holds no tree of mesh \"" + plan.mesh().name() + "\"")
        .expecting("an existing tree")
        .hinting("name its folder with -o; `meshgen render` creates a new tree");
  }

  /** Empty when something is wrong; {@code report} says what. */
  public Optional<Issued> issue(
      MeshPlan plan, CommittedSecrets committed, IssueRequest asked, Report report) {
    if (asked.needsTree() && committed.isNothing()) {
      report.add(treeMissing(plan, committed));
      return Optional.empty();
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Optional<PlannedRotation> rotation =
        asked.rootStep().isPresent()
            ? PlanRotation.plan(plan, committed, asked.rootStep().get(), now, report)
            : Optional.of(PlannedRotation.none(committed.rotation()));
    if (rotation.isEmpty()) {
      return Optional.empty();
    }
    if (rotation.get().after().isPresent() || rotation.get().mints()) {
      LiveRootsCheck.check(plan, report);
    }
    AbandonedRoot.check(plan, committed, report);
    IssueRequest request =
        asked
            .targets()
            .handed()
            .certificates()
            .map(bag -> new PairAnswers(plan, committed, now, report).in(bag))
            .map(asked::answering)
            .orElse(asked);
    Optional<Decided> decided = decide(plan, committed, request, rotation.get(), now, report);
    if (decided.isEmpty()) {
      return Optional.empty();
    }
    Optional<Issued> issued =
        carryOut(plan, committed, request, rotation.get(), decided.get(), now, report);
    issued.ifPresent(result -> remark(plan, committed, request, result, report));
    return issued;
  }

  /**
   * What becomes of every file.
   *
   * @param agreed SHA-256 of files that are as their locks say, as far as can be seen from outside
   * @param planned whom files are going to be sealed for, for people
   */
  private record Decided(
      Map<SecretPlan, Decision> decisions, Set<String> agreed, List<String> planned) {}

  /** Decides from public facts alone, and compares what stays with its locks. */
  private static Optional<Decided> decide(
      MeshPlan plan,
      CommittedSecrets committed,
      IssueRequest request,
      PlannedRotation rotation,
      Instant now,
      Report report) {
    PublicParts publicParts = new PublicParts(plan, committed);
    Map<SecretPlan, Decision> decisions =
        DecideSecrets.all(plan, committed, publicParts, request, report);
    if (request.rootStep().isPresent()) {
      new StepDecisions(committed, rotation, report).apply(decisions);
    }
    ClockCheck.check(plan, committed, decisions, now, report);
    Set<String> known = request.verification().known();
    Set<String> agreed = new LockedChain(plan, committed, known).check(decisions, report);
    if (decisions.containsValue(Decision.BLOCKED) || report.hasErrors()) {
      return Optional.empty();
    }
    if (!request.isTargeted()) {
      agreed.addAll(
          new ReadableChains(plan, committed, publicParts, known).check(decisions, report));
      Instant day = request.asOfInstant();
      new KeptRevocations(committed, publicParts, day, report).check(decisions);
    }
    ImportedBundle.check(committed, request, report);
    if (request.frozen() && new FrozenRun(plan, committed).report(decisions, report)) {
      return Optional.empty();
    }
    new UndiscoverableClusters(request.spec(), committed.folder()).report(plan, decisions, report);
    List<String> planned =
        request.targets().reseal().isPresent()
            ? planned(plan, committed, publicParts, decisions).titles()
            : List.of();
    return Optional.of(new Decided(decisions, agreed, planned));
  }

  /** Opens and verifies what may be opened, then issues and seals. */
  private Optional<Issued> carryOut(
      MeshPlan plan,
      CommittedSecrets committed,
      IssueRequest request,
      PlannedRotation rotation,
      Decided decided,
      Instant now,
      Report report) {
    Sealing occasion = new Sealing(now, random, keys.context(plan.mesh().recipients().keyFiles()));
    OwnLists lists = new OwnLists(plan.mesh(), committed, now);
    StoreKeeper keeper =
        new StoreKeeper(
            plan,
            new Bundle(plan, occasion),
            lists,
            new Surroundings(variables, folder, prompt),
            random,
            new StoreKeeper.Awaited(stored(decided.decisions()), progress));
    ControllerCertificates controllers = new ControllerCertificates(folder, now);
    SealSecret sealing =
        new SealSecret(
            plan, committed, occasion, keeper, new SealForController(plan, controllers, random));
    SealedFileOpener opener = new SealedFileOpener(keys, committed.folder(), report);
    CertificateIssuer issuer = new CertificateIssuer(random, clock);
    RevocationRun revoking = new RevocationRun(plan, committed, request.revocation(), lists, now);
    IssuingTools tools =
        new IssuingTools(plan, committed, issuer, sealing, opener, rotation, now, report, revoking);
    Map<SecretPlan, Decision> decisions = decided.decisions();
    List<String> verified = new ArrayList<>();
    Set<String> right = new TreeSet<>(decided.agreed());
    right.addAll(verify(tools, decisions, request, verified));
    SealingReadiness ready = new SealingReadiness(plan, occasion, controllers);
    ready.check(decisions, request.targets().handed().answers().keySet(), report);
    if (report.hasErrors()) {
      return Optional.empty();
    }
    try (keeper) {
      return make(tools, ready, decisions, request)
          .map(result -> result.verified(right, decisions).noting(verified))
          .map(result -> result.noting(keeper.notes()).asPlanned(decided.planned()));
    }
  }

  /** Empty, and reported, if something cannot be sealed or kept after all. */
  private Optional<Issued> make(
      IssuingTools tools,
      SealingReadiness ready,
      Map<SecretPlan, Decision> decisions,
      IssueRequest request) {
    try {
      return new IssueMesh(tools, request.consent().strangers(), this::session)
          .run(decisions, request.targets().handed());
    } catch (CannotSealException e) {
      tools.report().add(ready.problem(e));
    } catch (CannotKeepException e) {
      tools.report().add(e.diagnostic());
    }
    return Optional.empty();
  }

  /** What people have to know of a finished run. */
  private static void remark(
      MeshPlan plan,
      CommittedSecrets committed,
      IssueRequest request,
      Issued result,
      Report report) {
    PeerTrustCheck.check(plan, result, committed.folder(), report);
    new RemovedRecipients(plan, committed).warn(result, report);
    ImportedDifferences.report(plan, result, report);
    OpenRequests.report(plan, result, committed.folder(), report);
    AwaitedKeys.report(plan, result, report);
    AwaitedKeys.reportBundle(plan, result, committed.folder(), report);
    MissingReaders.report(plan, result, report);
    Expiry.report(plan, result, committed.folder(), request, report);
  }

  /**
   * What a run would put into the store, or whom it would seal for, in lines; asks no server, and
   * opens nothing.
   */
  public List<String> preview(
      MeshPlan plan, CommittedSecrets committed, IssueRequest request, Report report) {
    if (request.needsTree() && committed.isNothing()) {
      report.add(treeMissing(plan, committed));
      return List.of();
    }
    PublicParts publicParts = new PublicParts(plan, committed);
    Map<SecretPlan, Decision> decisions =
        DecideSecrets.all(plan, committed, publicParts, request, report);
    if (report.hasErrors()) {
      return List.of();
    }
    return request.targets().reseal().isPresent()
        ? planned(plan, committed, publicParts, decisions).lines()
        : new PreviewKeys(plan, committed, request.targets()).lines(decisions);
  }

  private static PlannedReseals planned(
      MeshPlan plan,
      CommittedSecrets committed,
      PublicParts publicParts,
      Map<SecretPlan, Decision> decisions) {
    return new PlannedReseals(
        committed, publicParts, plan.mesh().recipients().keyFiles(), decisions);
  }

  /** How many secrets a run puts into the store. */
  private static int stored(Map<SecretPlan, Decision> decisions) {
    return (int)
        decisions.entrySet().stream()
            .filter(each -> each.getKey().isStored())
            .filter(each -> each.getValue() == Decision.ISSUE || each.getValue() == Decision.IMPORT)
            .count();
  }

  private SigningServer.Session session(
      NamesOfMesh names, Instant at, Optional<String> rootPem, String otherwise) {
    return new SigningServer.Session(variables, folder, prompt, names, at, rootPem, otherwise);
  }

  private Set<String> verify(
      IssuingTools tools,
      Map<SecretPlan, Decision> decisions,
      IssueRequest request,
      List<String> notes) {
    Verification wanted = request.verification();
    if (request.frozen() && !wanted.all()) {
      return Set.of();
    }
    return new VerifyKept(tools, wanted.all() ? keys : atHand, wanted).run(decisions, notes);
  }
}
