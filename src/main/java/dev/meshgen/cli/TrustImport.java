package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.NamesOfMesh;
import dev.meshgen.authority.files.ImportRemarks;
import dev.meshgen.authority.files.ImportedCacerts;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.HandedSecrets;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.issue.RootRecipients;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CertificateBag;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.pki.SigningChain.Validation;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes over what signs: the cacerts of running clusters, or a key. */
final class TrustImport extends Command {
  private final Argument<List<String>> names =
      optionalParameters(
          "CLUSTER|FILE",
          "With --cacerts: their cluster. Alone: files with certificates, PEM or DER, for the"
              + " requests of `meshgen trust csr`, in any order.");
  private final Argument<String> cacerts =
      option(
          String.class,
          "PATH",
          "The Secret cacerts as printed by `kubectl get secret -o yaml`: a file, or - for standard"
              + " input. Or a folder with its files; without CLUSTER, a folder with one such"
              + " subfolder per cluster.",
          "--cacerts");
  private final SigningKeyOptions key = new SigningKeyOptions(this);
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  TrustImport(Console console) {
    super(
        "import",
        "Import certificates, the cacerts of a running cluster, or a signing key, and render.",
        "Checks what istiod and its peers check. With authority `csr`, imports certificates for"
            + " open requests and needs no identity. With `files`, seals cacerts or a key"
            + " unchanged: imported cacerts stay until `meshgen rotate` replaces them, and a key"
            + " signs for new clusters from the next render on.",
        "  meshgen trust import signed/*.pem",
        "  meshgen trust import east --cacerts=-",
        "  meshgen trust import --certificate=ca.pem --key=ca-key.pem --chain=company.pem");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    requireOneKind();
    List<String> files = certificates();
    if (!files.isEmpty()) {
      return new RenderRun(console, spec, output, diagnostics)
          .write((found, report) -> answers(found, files, report));
    }
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

  /** The files with certificates; none if something else is imported. */
  private List<String> certificates() {
    return cacerts.get().isPresent() || key.isGiven() ? List.of() : names.get().orElse(List.of());
  }

  private Optional<String> cluster() {
    return names.get().flatMap(all -> all.stream().findFirst());
  }

  /** Files with certificates are public, and may be imported without a key that opens anything. */
  private Optional<IssueRequest> answers(CheckedSpec found, List<String> files, Report report)
      throws UsageException, CommandException {
    if (Authorities.of(found.mesh()).signs() != KeyHolder.CEREMONY) {
      throw new UsageException(
          "importing certificates alone requires `trust.authority: {csr: {}}`; with `"
              + found.mesh().trust().authority().kind()
              + "`, pass --cacerts, --certificate and --key, or --pkcs12");
    }
    CertificateBag bag = new CertificateBag();
    for (String file : files) {
      byte[] content = SmallFile.read(console, file);
      try {
        bag.add(file, content);
      } catch (PkiException e) {
        new ImportRemarks(file, report).say(e);
      } finally {
        // Somebody may have named a file with the key in it.
        Arrays.fill(content, (byte) 0);
      }
    }
    return report.hasErrors()
        ? Optional.empty()
        : Optional.of(request(HandedSecrets.certificates(bag)));
  }

  private void requireOneKind() throws UsageException {
    if (cacerts.get().isPresent() && key.isGiven()) {
      throw new UsageException("import cacerts and a signing key in separate runs");
    }
    if (cacerts.get().isEmpty() && !key.isGiven() && names.get().isEmpty()) {
      throw new UsageException(
          "missing files with certificates, --cacerts, --certificate and --key, or --pkcs12");
    }
    if (key.isGiven() && cluster().isPresent()) {
      throw new UsageException(
          "a signing key is imported for the whole mesh, not for \"" + cluster().get() + "\"");
    }
    if (cacerts.get().isPresent() && names.get().filter(all -> all.size() > 1).isPresent()) {
      throw new UsageException(
          "--cacerts takes the cacerts of one CLUSTER, or a folder with one subfolder per cluster");
    }
    key.requireComplete();
  }

  private Optional<IssueRequest> request(CheckedSpec found, Material material, Report report)
      throws UsageException, CommandException {
    requireFiles(found.mesh());
    Instant now = console.clock().instant();
    if (key.isGiven()) {
      Validation validation = NamesOfMesh.validation(found.mesh(), now);
      material.signer = key.read(console, validation, report);
      if (found.mesh().recipients().root().isEmpty()) {
        report.add(RootRecipients.missing(found.mesh()));
      }
      return material.signer.map(chain -> request(HandedSecrets.signer(chain)));
    }
    CacertsInput input = new CacertsInput(console, new NamesOfMesh(found.mesh()), now, report);
    if (cluster().isPresent()) {
      String name = cluster().get();
      requireSigning(name, found.topology());
      input.read(cacerts.value(), name).ifPresent(each -> material.cacerts.put(name, each));
    } else {
      List<String> all = input.clusters(cacerts.value(), found.topology().names());
      for (String name : all) {
        requireSigning(name, found.topology());
      }
      input.readAll(cacerts.value(), all, material.cacerts);
    }
    return report.hasErrors()
        ? Optional.empty()
        : Optional.of(request(HandedSecrets.cacerts(material.cacerts)));
  }

  private IssueRequest request(HandedSecrets handed) {
    return IssueRequest.importing(handed, diagnostics.asOf(console));
  }

  private static void requireFiles(Mesh mesh) throws UsageException {
    if (!Authorities.of(mesh).importsKeys()) {
      throw new UsageException(
          "importing cacerts or keys requires `trust.authority: {files: {}}`, but the spec has `"
              + mesh.trust().authority().kind()
              + "`");
    }
  }

  static void requireSigning(String name, Topology topology) throws UsageException {
    RotateCommand.requireCluster(name, topology);
    Cluster found = topology.find(name).orElseThrow();
    if (!ControlPlanes.runsIstiod(found)) {
      throw new UsageException("\"" + name + "\" runs no istiod and has no cacerts");
    }
  }
}
