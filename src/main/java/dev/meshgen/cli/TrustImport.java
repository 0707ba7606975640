package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.files.ImportedCacerts;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.Handed;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.pki.SigningChain.Validation;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes over what signs: the cacerts of running clusters, or a key. */
final class TrustImport extends Command {
  private final Argument<String> cluster =
      optionalParameter(0, "CLUSTER", "With --cacerts: the cluster that they are from.");
  private final Argument<String> cacerts =
      option(
          String.class,
          "PATH",
          "The Secret cacerts as `kubectl get secret -o yaml` prints it: a file, or - for standard"
              + " input. Or a folder with its files; without CLUSTER one with such a folder for each"
              + " cluster.",
          "--cacerts");
  private final SigningKeyOptions key = new SigningKeyOptions(this);
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  TrustImport(Console console) {
    super(
        "import",
        "Take over the cacerts of a running cluster, or the key that signs, and render.",
        "Requires `trust.authority: {files: {}}`. Checks what istiod and its peers check, then seals"
            + " it as it is. Imported cacerts stay until `meshgen rotate` replaces them. A key signs"
            + " new clusters from the next render on.",
        "  meshgen trust import east --cacerts=-",
        "  meshgen trust import --certificate=ca.pem --key=ca-key.pem --chain=company.pem");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    requireOneKind();
    if (cacerts.get().filter("-"::equals).isPresent() && spec.isStandardInput()) {
      throw new UsageException("the spec and the cacerts cannot both be standard input");
    }
    try (Material material = new Material()) {
      return new RenderRun(console, spec, output, diagnostics)
          .write((found, report) -> request(found, material, report));
    }
  }

  /** What was read, to be erased whatever becomes of it. */
  private static final class Material implements AutoCloseable {
    private final Map<String, ImportedCacerts> cacerts = new TreeMap<>();
    private Optional<SigningChain> signer = Optional.empty();

    @Override
    public void close() {
      cacerts.values().forEach(ImportedCacerts::close);
      signer.ifPresent(SigningChain::close);
    }
  }

  private void requireOneKind() throws UsageException {
    if (cacerts.get().isPresent() == key.isGiven()) {
      throw new UsageException(
          cacerts.get().isPresent()
              ? "--cacerts and a signing key are imported one after the other"
              : "missing --cacerts, or --certificate and --key, or --pkcs12");
    }
    if (key.isGiven() && cluster.get().isPresent()) {
      throw new UsageException(
          "a signing key is imported for the whole mesh, not for \"" + cluster.value() + "\"");
    }
    key.requireComplete();
  }

  private Optional<IssueRequest> request(CheckedSpec found, Material material, Report report)
      throws UsageException, CommandException {
    requireFiles(found.mesh());
    Validation validation = new Validation(console.clock().instant(), found.mesh().trustDomain());
    if (key.isGiven()) {
      material.signer = key.read(console, validation, report);
      if (found.mesh().recipients().root().isEmpty()) {
        report.add(rootRecipientsMissing(found.mesh()));
      }
      return material.signer.map(chain -> request(new Handed(Map.of(), Map.of(), material.signer)));
    }
    CacertsInput input = new CacertsInput(console, validation, report);
    if (cluster.get().isPresent()) {
      requireSigning(cluster.value(), found.topology());
      input.read(cacerts.value()).ifPresent(each -> material.cacerts.put(cluster.value(), each));
    } else {
      for (String name : input.clusters(cacerts.value(), found.topology().names())) {
        requireSigning(name, found.topology());
        input
            .read(cacerts.value() + "/" + name)
            .ifPresent(each -> material.cacerts.put(name, each));
      }
    }
    return report.hasErrors()
        ? Optional.empty()
        : Optional.of(request(new Handed(Map.of(), material.cacerts, Optional.empty())));
  }

  private IssueRequest request(Handed handed) {
    return IssueRequest.importing(handed, diagnostics.asOf(console));
  }

  private static void requireFiles(Mesh mesh) throws UsageException {
    if (!Authorities.of(mesh).importsKeys()) {
      throw new UsageException(
          "trust import requires `trust.authority: {files: {}}`, but the spec says `"
              + mesh.trust().authority().kind()
              + "`");
    }
  }

  private static void requireSigning(String name, Topology topology) throws UsageException {
    RotateCommand.requireCluster(name, topology);
    Cluster found = topology.find(name).orElseThrow();
    if (!ControlPlanes.runsIstiod(found)) {
      throw new UsageException("\"" + name + "\" runs no istiod and has no cacerts");
    }
  }

  private static Diagnostic rootRecipientsMissing(Mesh mesh) {
    return Diagnostic.of(
            Code.ROOT_RECIPIENTS_MISSING,
            mesh.origins().at("spec", "secrets", "sops"),
            "missing secrets.sops.root: the key that signs has no recipients")
        .expecting("recipients of that key, other than those of the clusters")
        .hinting("add `root` with its recipients beside them");
  }
}
