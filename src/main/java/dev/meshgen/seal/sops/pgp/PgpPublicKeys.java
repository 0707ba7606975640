package dev.meshgen.seal.sops.pgp;

import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.sops.ProgramAnswer;
import dev.meshgen.seal.sops.SealingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/**
 * The public keys to seal with: those in the files that the spec names, and, for one that is in
 * none, gpg's. Each source is asked once. Safe for use by several threads.
 */
final class PgpPublicKeys {
  private static final int MAX_FILE = 16 << 20;

  private final SealingContext context;
  private final Map<String, PgpCertificate> found = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private boolean filesRead;

  PgpPublicKeys(SealingContext context) {
    this.context = context;
  }

  /**
   * The key with this fingerprint.
   *
   * @throws SealException if it is missing
   */
  synchronized PgpCertificate get(String fingerprint) throws SealException {
    if (!filesRead) {
      context.keyFiles().searched().forEach(this::readFile);
      filesRead = true;
    }
    if (!found.containsKey(fingerprint)) {
      askGpg(fingerprint);
    }
    PgpCertificate certificate = found.get(fingerprint);
    if (certificate == null) {
      throw new SealException(
          Reason.NO_PUBLIC_KEY,
          "neither a file of `pgpKeys` nor the keyring of `gpg` has this public key"
              + (notes.isEmpty() ? "" : "; " + String.join("; ", notes)));
    }
    return certificate;
  }

  /** The fingerprint of the only key in a file. */
  static Optional<String> only(byte[] content) {
    PgpPublicKeys keys = new PgpPublicKeys(SealingContext.NONE);
    keys.read(content);
    return keys.found.size() == 1 ? keys.found.keySet().stream().findFirst() : Optional.empty();
  }

  private void readFile(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      if (!read(stream.readNBytes(MAX_FILE))) {
        notes.add(file + " holds no public key");
      }
    } catch (IOException e) {
      notes.add(file + " cannot be read");
    }
  }

  private void askGpg(String fingerprint) {
    try {
      ProgramAnswer answer =
          new Gpg(context.surroundings()).run(new byte[0], "--export", fingerprint);
      if (answer.status() == 0) {
        read(answer.output());
      }
    } catch (IOException e) {
      notes.add("`gpg` cannot be run");
    }
  }

  /** Whether there was any key. */
  private boolean read(byte[] content) {
    int before = found.size();
    try (InputStream bytes = PGPUtil.getDecoderStream(new ByteArrayInputStream(content))) {
      for (Object packet : new BcPGPObjectFactory(bytes)) {
        if (packet instanceof PGPPublicKeyRing ring) {
          PgpCertificate certificate = new PgpCertificate(ring);
          found.putIfAbsent(certificate.fingerprint(), certificate);
        }
      }
    } catch (IOException | RuntimeException e) {
      // The library reports hostile packets in unchecked ways, too; what came before them counts.
      return found.size() > before;
    }
    return found.size() > before;
  }
}
