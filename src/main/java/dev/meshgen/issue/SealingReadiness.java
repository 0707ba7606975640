package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.ShellWord;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.plan.SecretPlan.Controller;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.sealedsecrets.ControllerCertificates;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.sops.UserSops;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks that sealing for every recipient works before anything is issued: a root minted for a key
 * service that does not answer would be lost.
 */
final class SealingReadiness {
  private static final Set<Decision> SEALS =
      Set.of(Decision.ISSUE, Decision.RESEAL, Decision.IMPORT);

  private final MeshPlan plan;
  private final Sealing sealing;
  private final ControllerCertificates controllers;

  SealingReadiness(MeshPlan plan, Sealing sealing, ControllerCertificates controllers) {
    this.controllers = controllers;
    this.plan = plan;
    this.sealing = sealing;
  }

  /**
   * Tries all at once; only if that fails, each alone, to say which.
   *
   * @param answered clusters whose key is already sealed, and only gets its certificate
   */
  void check(Map<SecretPlan, Decision> decisions, Set<String> answered, Report report) {
    Set<Recipient> all = new TreeSet<>();
    Set<Path> tried = new TreeSet<>();
    decisions.forEach(
        (secret, decision) -> {
          if (SEALS.contains(decision)) {
            secret
                .controller()
                .filter(controller -> !answered.contains(secret.owner()))
                .filter(controller -> tried.add(controller.certificate().value()))
                .flatMap(this::problem)
                .ifPresent(report::add);
            secret.recipients().forEach(recipient -> all.add(recipient.whole()));
            plan.bundled(secret)
                .ifPresent(bundled -> bundled.recipients().forEach(each -> all.add(each.whole())));
          }
        });
    if (all.isEmpty() || problem(all).isEmpty()) {
      return;
    }
    for (Recipient recipient : all) {
      for (SealException problem : problem(Set.of(recipient))) {
        report.add(problem(blamed(recipient, problem), recipient + ": ", problem));
        if (!isOfRecipient(problem)) {
          return;
        }
      }
    }
  }

  /** {@link Code#CONTROLLER_CERTIFICATE}, if it cannot be sealed for a controller. */
  private Optional<Diagnostic> problem(Controller controller) {
    try {
      controllers.in(controller.certificate().value());
      return Optional.empty();
    } catch (SealException e) {
      return Optional.of(unusable(controller, e));
    }
  }

  private static Diagnostic unusable(Controller controller, SealException e) {
    Located<Path> file = controller.certificate();
    return Diagnostic.of(
            Code.CONTROLLER_CERTIFICATE,
            file.at(),
            "cannot seal for \""
                + controller.cluster()
                + "\" with "
                + file.value()
                + ": "
                + e.getMessage())
        .expecting("the certificate of the controller in that cluster, in PEM")
        .hinting(
            "run `kubeseal --context "
                + ShellWord.of(controller.cluster())
                + " --fetch-cert > "
                + ShellWord.of(file.value().toString())
                + "`");
  }

  private List<SealException> problem(Set<Recipient> recipients) {
    try {
      SopsFile.tryRecipients(recipients, sealing);
      return List.of();
    } catch (SealException e) {
      return List.of(e);
    }
  }

  /** Whether another recipient may have another problem. */
  private static boolean isOfRecipient(SealException e) {
    return switch (e.reason()) {
      case NO_PROGRAM, OLD_PROGRAM -> false;
      default -> true;
    };
  }

  /** Of a file that could not be sealed after all. */
  Diagnostic problem(CannotSealException e) {
    if (e.secret().isForController()) {
      return unusable(e.secret().controller().orElseThrow(), e.why());
    }
    return problem(written(e.secret().recipients().get(0)), e.secret().path() + ": ", e.why());
  }

  /** Where the spec names what is wrong: the file with a public key, or the recipient. */
  private Span blamed(Recipient recipient, SealException e) {
    return plan.mesh().recipients().namedFiles().stream()
        .filter(file -> e.reason() == Reason.BAD_KEY_FILE)
        .filter(file -> file.recipient().value().equals(recipient.whole()))
        .findFirst()
        .map(file -> file.file().at())
        .orElseGet(() -> written(recipient));
  }

  /** What keeps a file from being sealed. */
  static Diagnostic problem(Span at, String subject, SealException e) {
    if (e.told().isPresent()) {
      return e.told().get();
    }
    return switch (e.reason()) {
      case NO_PROGRAM ->
          Diagnostic.of(Code.SOPS_MISSING, at, subject + e.getMessage())
              .expecting("`sops` " + UserSops.oldest() + " or newer on the PATH")
              .hinting("install sops, or seal only for age recipients, which need no program");
      case OLD_PROGRAM ->
          Diagnostic.of(Code.SOPS_TOO_OLD, at, subject + e.getMessage())
              .expecting("`sops` " + UserSops.oldest() + " or newer")
              .hinting("install a newer one, and put it first on the PATH");
      case UNEXPECTED ->
          Diagnostic.of(Code.SOPS_OUTPUT, at, subject + e.getMessage())
              .expecting("the requested recipients, fields and values")
              .hinting("find out which `sops` is first on the PATH, and run it by hand");
      case NO_PUBLIC_KEY ->
          Diagnostic.of(Code.PUBLIC_KEY_MISSING, at, subject + e.getMessage())
              .expecting("the public key with this fingerprint")
              .hinting("export it into a file and add that to `secrets.sops.pgpKeys`");
      case BAD_KEY_FILE ->
          Diagnostic.of(Code.TRANSIT_KEY_UNUSABLE, at, subject + e.getMessage())
              .expecting("the output of `vault read -format=json ENGINE/keys/NAME` for an RSA key")
              .hinting(
                  "write the file again, or remove the entry from `secrets.sops.transitKeys`, so"
                      + " that `sops` asks Vault");
      case BAD_PUBLIC_KEY ->
          Diagnostic.of(Code.PUBLIC_KEY_UNUSABLE, at, subject + e.getMessage())
              .expecting("a key with a valid encryption subkey")
              .hinting("ask its owner for the renewed key, or seal for another");
      default ->
          Diagnostic.of(Code.SEALING_REFUSED, at, subject + e.getMessage())
              .expecting(
                  "a login allowed to encrypt with the key, and network access to the service")
              .hinting("log in to the service, or grant the login the missing permission");
    };
  }

  /** Where the spec names a recipient first. */
  private Span written(Recipient recipient) {
    Mesh mesh = plan.mesh();
    Stream<Located<Recipient>> all =
        Stream.of(
                mesh.recipients().clusters().stream(),
                mesh.recipients().discovery().stream(),
                mesh.recipients().root().stream(),
                mesh.recipients().bundle().stream(),
                mesh.discovery().groups().stream().flatMap(group -> group.recipients().stream()),
                mesh.clusters().stream().map(Cluster::recipients).flatMap(List::stream))
            .flatMap(list -> list);
    return all.filter(each -> each.value().whole().equals(recipient.whole()))
        .map(Located::at)
        .findFirst()
        .orElseGet(() -> mesh.origins().at("spec", "secrets", "sops"));
  }
}
