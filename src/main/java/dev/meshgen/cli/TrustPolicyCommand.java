package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.Authority;
import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.seal.vault.StorePolicy;
import dev.meshgen.seal.vault.StoreTerraform;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Prints what Vault has to allow: to sign, and to keep keys. */
final class TrustPolicyCommand extends Command {
  private final Argument<String> cluster =
      option(
          String.class,
          "CLUSTER",
          "Print the policy of what fetches secrets in this cluster.",
          "--cluster");
  private final Flag terraform =
      flag(
          "--terraform",
          "Print mount, policies and roles of `secrets.vault` as a file for Terraform or OpenTofu.");
  private final SpecOptions spec = SpecOptions.orWords(this);

  private final Console console;

  TrustPolicyCommand(Console console) {
    super(
        "policy",
        "Print the policy that Vault needs for this spec: the least that suffices.",
        "That of the token with which meshgen signs or publishes. Reads the"
            + " spec alone, and connects to nothing.",
        "  meshgen trust policy | vault policy write meshgen -",
        "  meshgen trust policy --cluster=east | vault policy write meshgen-east -");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (cluster.get().isPresent() && terraform.isSet()) {
      throw new UsageException("--terraform prints all policies: use it without --cluster");
    }
    Report report = new Report();
    List<SpecSource> sources = spec.read(console, report);
    LocalDate today = LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC);
    Compiler compiler = new Compiler(new Schemas(), console.env());
    Optional<CheckedSpec> checked = compiler.check(sources, today, report);
    Diagnostics.print(console, DiagnosticFormat.TEXT, sources, report);
    if (checked.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    console.out().print(text(checked.get(), compiler.plan(checked.get())));
    return ExitCode.OK;
  }

  private String text(CheckedSpec checked, MeshPlan plan) throws UsageException {
    Optional<StorePolicy> store = checked.mesh().store().map(found -> new StorePolicy(plan, found));
    if (terraform.isSet()) {
      return new StoreTerraform(required(store, "--terraform")).text();
    }
    if (cluster.get().isPresent()) {
      return reader(required(store, "--cluster"), cluster.get().get(), checked, plan);
    }
    Authority authority = Authorities.of(checked.mesh());
    if (authority.policy().isEmpty() && store.isEmpty()) {
      throw new UsageException(
          "trust policy requires `trust.authority: {vault: ...}` or `secrets: {vault: ...}`, but the"
              + " spec says `"
              + checked.mesh().trust().authority().kind()
              + "`");
    }
    return authority.policy().orElse("")
        + (authority.policy().isPresent() && store.isPresent() ? "\n" : "")
        + store.map(StorePolicy::publisher).orElse("");
  }

  private static StorePolicy required(Optional<StorePolicy> store, String option)
      throws UsageException {
    return store.orElseThrow(() -> new UsageException(option + " requires `secrets.vault`"));
  }

  private static String reader(
      StorePolicy policies, String name, CheckedSpec checked, MeshPlan plan) throws UsageException {
    RotateCommand.requireCluster(name, checked.topology());
    ClusterPlan found =
        plan.clusters().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    if (!policies.isReader(found)) {
      throw new UsageException("\"" + name + "\" fetches no secret");
    }
    return policies.reader(found);
  }
}
