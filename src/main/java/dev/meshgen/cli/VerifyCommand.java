package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecFiles;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.verify.VerifyTree;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Verifies a committed tree without its spec, and with an identity what is sealed in it. */
final class VerifyCommand extends Command {
  private final Argument<String> tree =
      optionalParameter(
          0, "TREE", "Folder of the tree. Default: rendered; without -f, beside the mesh.yaml.");
  private final Flag deep =
      flag(
          "--deep",
          "Open sealed files with the identities at hand: verify MACs, match keys with"
              + " certificates, and kubeconfigs with API servers.");
  private final SpecOptions spec = new SpecOptions(this);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);
  private final Console console;

  VerifyCommand(Console console) {
    super(
        "verify",
        "Verify a committed tree from public data, or its sealed files with an identity.",
        "Compares sealed files, locks, certificates and the rules of sops with each other, and"
            + " looks for secrets in the clear. Needs no key and no spec; with a spec, compares"
            + " recipients too. To compare the whole tree with its spec, run `meshgen render"
            + " --check`. Writes nothing.",
        "  meshgen verify",
        "  meshgen verify --deep rendered");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    String name = tree.get().orElseGet(() -> spec.defaultOutput(console));
    Optional<List<SpecSource>> sources = sources(name, report);
    Optional<CheckedSpec> checked =
        sources.isPresent() ? check(sources.get(), report) : Optional.empty();
    if (sources.isPresent() && checked.isEmpty()) {
      return end(sources.get(), report);
    }
    Optional<String> words;
    try (OutputFolder folder = OutputFolder.inspect(console.workingDirectory().resolve(name));
        Keyrings keys = keys(checked)) {
      VerifyTree verify =
          new VerifyTree(folder, name, now())
              .against(checked.map(spec -> recipients(spec, console)).orElse(Map.of()))
              .signedBy(checked.map(each -> each.mesh().trust().signers()).orElse(List.of()));
      if (deep.isSet()) {
        verify.opening(keys);
      }
      words = verify.run(report);
    }
    int code = end(sources.orElse(List.of()), report);
    words.ifPresent(
        line ->
            console.say(
                line
                    + (checked.isEmpty() ? "; not compared with a spec" : "")
                    + (code == ExitCode.OK ? ": verified" : "")));
    return code;
  }

  private Keyrings keys(Optional<CheckedSpec> checked) {
    return checked
        .map(spec -> new Compiler(new Schemas(), console.env()).keys(spec.mesh()))
        .orElseGet(() -> console.env().keys());
  }

  private int end(List<SpecSource> sources, Report report) {
    Diagnostics.print(console, diagnostics.format(), sources, report);
    return diagnostics.refuses(report) ? ExitCode.of(report) : ExitCode.OK;
  }

  /** Whom a spec names for each file that SOPS seals, by its path. */
  static Map<String, List<Recipient>> recipients(CheckedSpec checked, Console console) {
    Map<String, List<Recipient>> recipients = new TreeMap<>();
    for (SecretPlan secret : new Compiler(new Schemas(), console.env()).plan(checked).secrets()) {
      if (secret.isSealedBySops() && !secret.recipients().isEmpty()) {
        recipients.put(secret.path(), secret.recipients());
      }
    }
    return recipients;
  }

  /** The spec that is named, or that a tree is beside which is not named either. */
  private Optional<List<SpecSource>> sources(String name, Report report) throws SpecException {
    boolean beside =
        tree.get().isEmpty() && SpecFiles.nearest(console.workingDirectory()).isPresent();
    return spec.typed().isEmpty() && !beside
        ? Optional.empty()
        : Optional.of(
            spec.read(console, Optional.of(console.workingDirectory().resolve(name)), report));
  }

  /** Its warnings are for `validate`. */
  private Optional<CheckedSpec> check(List<SpecSource> sources, Report report) {
    Report found = new Report();
    Optional<CheckedSpec> checked =
        new Compiler(new Schemas(), console.env()).check(sources, diagnostics.asOf(console), found);
    if (checked.isEmpty()) {
      report.addAll(found.diagnostics());
    }
    return checked;
  }

  private Instant now() {
    LocalDate day = diagnostics.asOf(console);
    Instant now = console.clock().instant();
    return day.equals(LocalDate.ofInstant(now, ZoneOffset.UTC))
        ? now
        : DiagnosticOptions.startOf(day);
  }
}
