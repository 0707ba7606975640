package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.Authority;
import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Prints what the server that signs has to allow. */
final class TrustPolicyCommand extends Command {
  private final SpecOptions spec = SpecOptions.orWords(this);

  private final Console console;

  TrustPolicyCommand(Console console) {
    super(
        "policy",
        "Print the policy that Vault needs to sign for this spec: the least that suffices.",
        "Reads the spec alone, and connects to nothing.",
        "  meshgen trust policy | vault policy write meshgen -");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    List<SpecSource> sources = spec.read(console, report);
    LocalDate today = LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC);
    Optional<CheckedSpec> checked =
        new Compiler(new Schemas(), console.env()).check(sources, today, report);
    Diagnostics.print(console, DiagnosticFormat.TEXT, sources, report);
    if (checked.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    Authority authority = Authorities.of(checked.get().mesh());
    if (authority.policy().isEmpty()) {
      throw new UsageException(
          "trust policy requires `trust.authority: {vault: ...}`, but the spec says `"
              + checked.get().mesh().trust().authority().kind()
              + "`");
    }
    console.out().print(authority.policy().get());
    return ExitCode.OK;
  }
}
