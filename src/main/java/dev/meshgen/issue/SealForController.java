package dev.meshgen.issue;

import dev.meshgen.lock.ControllerFacts;
import dev.meshgen.pki.RsaCertificate;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.plan.SecretPlan.Controller;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sealedsecrets.ControllerCertificates;
import dev.meshgen.seal.sealedsecrets.SealedSecretFile;
import dev.meshgen.tree.Header;
import java.security.SecureRandom;

/** Seals what a controller in a cluster opens. Safe for use by several threads at once. */
final class SealForController {
  private final MeshPlan plan;
  private final ControllerCertificates certificates;
  private final SecureRandom random;

  SealForController(MeshPlan plan, ControllerCertificates certificates, SecureRandom random) {
    this.plan = plan;
    this.certificates = certificates;
    this.random = random;
  }

  /** A file, and what its lock says of whom it is for. */
  record Made(byte[] bytes, ControllerFacts facts) {}

  Made seal(SecretPlan secret, SecretManifest manifest) {
    Controller controller = secret.controller().orElseThrow();
    try (SecretManifest target = target(secret).build()) {
      RsaCertificate certificate = certificates.in(controller.certificate().value());
      SealedSecretFile file =
          SealedSecretFile.seal(
              manifest,
              certificate,
              controller.scope(),
              target.text("metadata", "namespace").orElseThrow(),
              target.text("metadata", "name").orElseThrow(),
              random);
      return new Made(
          around(secret, file, manifest),
          new ControllerFacts(certificate.sha256(), controller.scope().id()));
    } catch (SealException e) {
      throw new CannotSealException(secret, e);
    }
  }

  /** The Secret that comes of it; of a key without a certificate, the one that it will be in. */
  private SecretManifest.Builder target(SecretPlan secret) {
    return secret.kind() == SecretPlan.Kind.REQUEST
        ? CacertsSecret.head(plan.mesh())
        : new ReadableFields(plan.mesh()).head(secret);
  }

  /** The file of what is already sealed. */
  byte[] around(SecretPlan secret, SealedSecretFile file, SecretManifest manifest) {
    return file.write(
        manifest,
        secret.controller().orElseThrow().scope(),
        Header.line(secret.path(), plan.mesh().name()));
  }

  /** The same file, with all that is not sealed as a render writes it. */
  byte[] again(SecretPlan secret, SealedSecretFile file) {
    try (SecretManifest manifest =
        new ReadableFields(plan.mesh()).manifest(secret, file.readable())) {
      return around(secret, file, manifest);
    }
  }

  /** A file that was found to be one. */
  SealedSecretFile file(byte[] bytes) {
    try {
      return SealedSecretFile.read(bytes);
    } catch (SealException e) {
      throw new IllegalStateException("a file that was found to be readable", e);
    }
  }
}
