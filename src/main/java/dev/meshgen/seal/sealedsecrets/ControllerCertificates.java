package dev.meshgen.seal.sealedsecrets;

import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.pki.CertificateTime;
import dev.meshgen.pki.RsaCertificate;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The certificates that a spec names, each read once. Safe for use by several threads. */
public final class ControllerCertificates {
  private static final int MOST = 1 << 20;

  private final Path folder;
  private final Instant now;
  private final Map<Path, RsaCertificate> read = new HashMap<>();

  /**
   * Nothing is read before it is needed.
   *
   * @param folder to which files are relative
   * @param now when something is sealed
   */
  public ControllerCertificates(Path folder, Instant now) {
    this.folder = folder;
    this.now = now;
  }

  /**
   * The certificate in a file.
   *
   * @throws SealException if it cannot be read, or not be sealed with today
   */
  public synchronized RsaCertificate in(Path file) throws SealException {
    RsaCertificate found = read.get(file);
    if (found == null) {
      found = ControllerCertificate.read(content(folder.resolve(file)));
      if (CertificateTime.isOver(found.notAfter(), now)) {
        throw new SealException(
            Reason.BAD_PUBLIC_KEY, "its certificate expired on " + found.notAfter());
      }
      read.put(file, found);
    }
    return found;
  }

  private static byte[] content(Path file) throws SealException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST);
    } catch (IOException e) {
      throw new SealException(Reason.NO_PUBLIC_KEY, "it cannot be read: " + IoReason.of(e));
    }
  }
}
