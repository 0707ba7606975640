package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.Authority;
import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.seal.vault.PolicyNames;
import dev.meshgen.seal.vault.StorePolicy;
import dev.meshgen.seal.vault.StoreTerraform;
import dev.meshgen.seal.vault.TerraformFile;
import dev.meshgen.seal.vault.TokenPolicy;
import dev.meshgen.seal.vault.TokenTerraform;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what Vault has to allow: to sign, and to keep keys. */
final class TrustPolicyCommand extends Command {
  private static final String ANY =
      "`trust.authority: {vault: ...}`, `secrets: {vault: ...}`, `secrets: {sops: {hcVault: ...}}`"
          + " or `discovery.credential: {vaultKubernetes: ...}`";

  private final Argument<String> cluster =
      option(
          String.class,
          "CLUSTER",
          "Print the policy for the reader of secrets and tokens in this cluster.",
          "--cluster");
  private final Flag terraform =
      flag(
          "--terraform",
          "Print all policies as a file for Terraform or OpenTofu, with their mounts, transit keys"
              + " and roles.");
  private final SpecOptions spec = SpecOptions.orWords(this);

  private final Console console;

  TrustPolicyCommand(Console console) {
    super(
        "policy",
        "Print the minimal Vault policy for meshgen's own token.",
        "Reads only the spec, and connects to nothing.",
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
    LocalDate today = console.today();
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
    Optional<TokenPolicy> tokens = TokenPolicy.of(plan);
    if (terraform.isSet()) {
      return terraform(checked, store, tokens);
    }
    if (cluster.get().isPresent()) {
      require(store, tokens);
      ClusterPlan found = found(cluster.get().get(), checked, plan);
      String text =
          joined(
              Stream.of(
                  store.filter(each -> each.isReader(found)).map(each -> each.reader(found)),
                  tokens.flatMap(each -> each.reader(found))));
      if (text.isEmpty()) {
        throw new UsageException("\"" + found.name() + "\" fetches no secret");
      }
      return text;
    }
    return publisher(checked, store, tokens);
  }

  /** What meshgen itself is allowed. */
  private static String publisher(
      CheckedSpec checked, Optional<StorePolicy> store, Optional<TokenPolicy> tokens)
      throws UsageException {
    Authority authority = Authorities.of(checked.mesh());
    Optional<String> transit = SopsKeyKinds.policy(checked.mesh());
    if (authority.policy().isEmpty() && store.isEmpty() && transit.isEmpty()) {
      throw new UsageException(
          tokens.isPresent()
              ? "meshgen itself needs no policy: use --cluster or --terraform for"
                  + " `discovery.credential.vaultKubernetes`"
              : "trust policy requires "
                  + ANY
                  + ", but the spec has `"
                  + checked.mesh().trust().authority().kind()
                  + "`");
    }
    return joined(Stream.of(authority.policy(), store.map(StorePolicy::publisher), transit));
  }

  private static String terraform(
      CheckedSpec checked, Optional<StorePolicy> store, Optional<TokenPolicy> tokens)
      throws UsageException {
    String mesh = checked.mesh().name();
    Optional<String> signer =
        Authorities.of(checked.mesh())
            .policy()
            .map(
                policy -> {
                  TerraformFile file =
                      new TerraformFile("trust.authority.vault of the mesh \"" + mesh + "\"");
                  file.policy("meshgen_sign", new PolicyNames(mesh).own("sign"), policy);
                  return file.text();
                });
    String text =
        joined(
            Stream.of(
                signer,
                store.map(StoreTerraform::new).map(StoreTerraform::text),
                SopsKeyKinds.terraform(checked.mesh()),
                tokens.map(TokenTerraform::new).map(TokenTerraform::text)));
    if (text.isEmpty()) {
      throw new UsageException("--terraform requires " + ANY);
    }
    return text;
  }

  private static String joined(Stream<Optional<String>> parts) {
    return parts.flatMap(Optional::stream).collect(Collectors.joining("\n"));
  }

  private static void require(Optional<StorePolicy> store, Optional<TokenPolicy> tokens)
      throws UsageException {
    if (store.isEmpty() && tokens.isEmpty()) {
      throw new UsageException(
          "--cluster requires `secrets.vault` or `discovery.credential.vaultKubernetes`");
    }
  }

  private static ClusterPlan found(String name, CheckedSpec checked, MeshPlan plan)
      throws UsageException {
    RotateCommand.requireCluster(name, checked.topology());
    return plan.clusters().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
