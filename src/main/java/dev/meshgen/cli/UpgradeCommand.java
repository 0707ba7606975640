package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.net.DnsName;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.topology.Topology;
import dev.meshgen.upgrade.PlanUpgrade;
import dev.meshgen.upgrade.SpecCheck;
import dev.meshgen.upgrade.UpgradeNotes;
import dev.meshgen.upgrade.UpgradePlan;
import dev.meshgen.upgrade.UpgradeStep;
import dev.meshgen.upgrade.VersionHop;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/** Plans how a mesh gets to another version of Istio. */
final class UpgradeCommand extends Command {
  UpgradeCommand(Console console) {
    super("upgrade", "Plan an upgrade of Istio.");
    spec().usageMessage().synopsisSubcommandLabel("(plan)");
    spec().addSubcommand("plan", new Plan(console).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec().commandLine(), "missing subcommand: upgrade plan");
  }

  /** Prints the edits of the spec that lead to a version, and makes one of them. */
  static final class Plan extends Command {
    private final Argument<String> to =
        requiredOption("VERSION", "Target Istio version, MAJOR.MINOR.PATCH.", "--to");
    private final Argument<Integer> write =
        option(Integer.class, "N", "Apply step N to the files of the spec.", "--write");
    private final Argument<String> label =
        option(
            String.class,
            "KEY",
            "Cluster label whose values are the rings. Default: ring.",
            "--ring-label");
    private final Argument<String> order =
        option(
            String.class,
            "VALUE,...",
            "Order of the rings. Default: the order of clusterOverrides, then by name;"
                + " clusters without the label come last.",
            "--order");
    private final Argument<String> revisions =
        optionWithOptionalValue(
            "NAME",
            "First give control planes without a revision one, in steps without a gap in injection."
                + " With NAME, change revisions to it, once all clusters run the version; `default`"
                + " removes them.",
            "--revisions");
    private final SpecOptions spec = SpecOptions.orWords(this);
    private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

    private final Console console;

    Plan(Console console) {
      super(
          "plan",
          "Print the steps to an Istio version: edits of the spec, one pull request each.",
          "Reads only the spec, so merged steps disappear from the plan. Skips no minor, checks the"
              + " spec after every step, and prints what to verify between steps.");
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      IstioVersion target = target();
      requireUsable();
      Report report = new Report();
      List<SpecSource> sources = spec.read(console, report);
      Compiler compiler = new Compiler(new Schemas(), console.env());
      Optional<CheckedSpec> checked = compiler.check(sources, diagnostics.asOf(console), report);
      if (checked.isEmpty()) {
        Diagnostics.print(console, diagnostics.format(), sources, report);
        return ExitCode.PROBLEMS;
      }
      PlanUpgrade planner = planner(compiler);
      UpgradePlan plan = planner.plan(sources, checked.get(), report.diagnostics(), target);
      Report problems = new Report();
      problems.addAll(plan.blockers());
      if (write.get().isPresent() && problems.hasErrors()) {
        Diagnostics.print(console, diagnostics.format(), plan.sources(), problems);
        return ExitCode.PROBLEMS;
      }
      if (write.get().isPresent()) {
        return write(planner, plan, sources, checked.get());
      }
      Topology topology = checked.get().topology();
      List<VersionHop> hops = new UpgradeNotes(IstioCatalog.builtIn(), topology).to(target);
      new UpgradePrinter(console.out(), topology, target).print(plan, hops);
      Diagnostics.print(console, diagnostics.format(), plan.sources(), problems);
      plan.steps().forEach(step -> problems.addAll(step.warnings()));
      return diagnostics.refuses(problems) ? ExitCode.PROBLEMS : ExitCode.OK;
    }

    private void requireUsable() throws UsageException {
      if (write.get().isPresent() && spec.isStandardInput()) {
        throw new UsageException("--write edits files and cannot be used with standard input");
      }
      if (revisions
          .get()
          .filter(name -> !name.equals(LEFT_OUT) && !DnsName.isLabel(name))
          .isPresent()) {
        throw new UsageException(
            "--revisions="
                + revisions.value()
                + " is not a revision: lower-case letters, digits and \"-\", such as 1-31-1");
      }
    }

    private PlanUpgrade planner(Compiler compiler) {
      return new PlanUpgrade(
          IstioCatalog.builtIn(),
          new Judge(compiler, diagnostics.asOf(console)),
          label.get().orElse(ClusterSelection.RING),
          order.get().map(values -> Arrays.asList(values.split(","))).orElse(List.of()),
          revisions.get().map(name -> name.equals(LEFT_OUT) ? "" : name));
    }

    /** The rules, as of a day. */
    private record Judge(Compiler compiler, LocalDate asOf) implements SpecCheck {
      @Override
      public Optional<Spec> read(List<SpecSource> sources, Report report) {
        return compiler.read(sources, report);
      }

      @Override
      public CheckedSpec judge(Spec spec, Report report) {
        return compiler.judge(spec, asOf, report);
      }
    }

    private IstioVersion target() throws UsageException {
      Optional<IstioVersion> version = IstioVersion.parse(to.value());
      if (version.flatMap(IstioCatalog.builtIn()::find).isEmpty()) {
        throw new UsageException(
            "--to="
                + to.value()
                + " is not a known Istio version; known minors: "
                + String.join(
                    ", ", IstioCatalog.builtIn().minors().stream().map(Object::toString).toList()));
      }
      return version.get();
    }

    private int write(
        PlanUpgrade planner, UpgradePlan plan, List<SpecSource> sources, CheckedSpec found)
        throws UsageException, CommandException {
      int number = write.get().get();
      if (number < 1 || number > plan.steps().size()) {
        throw new UsageException(
            "--write="
                + number
                + ": the plan has "
                + (plan.steps().isEmpty() ? "no step" : "steps 1 to " + plan.steps().size()));
      }
      Report report = new Report();
      Optional<UpgradeStep> step = planner.alone(number, sources, found, report);
      if (step.isEmpty()) {
        // Of the spec as it would be, which is in no file: no line is shown.
        Diagnostics.print(console, diagnostics.format(), List.of(), report);
        if (number > 1 && report.diagnostics().stream().noneMatch(Plan::byHand)) {
          console
              .err()
              .println("meshgen: step " + number + " requires the steps before it: merge 1 first");
        }
        return ExitCode.PROBLEMS;
      }
      new SpecFileWriter(console).replace(sources, edited(sources, step.get().edit().files()));
      return ExitCode.OK;
    }

    private static List<SpecSource> edited(
        List<SpecSource> sources, List<UpgradeStep.ChangedFile> files) {
      Map<String, byte[]> after = new HashMap<>();
      files.forEach(file -> after.put(file.name(), file.after()));
      return sources.stream()
          .map(source -> source.edited(after.getOrDefault(source.name(), source.content())))
          .toList();
    }

    private static boolean byHand(Diagnostic found) {
      return found.code() == Code.UPGRADE_BY_HAND;
    }
  }
}
