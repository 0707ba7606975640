package dev.meshgen.seal.sops.pgp;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.sops.ProgramAnswer;
import dev.meshgen.seal.sops.SealingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/**
 * The public keys to seal with: those in the files that the spec names, and, for one that is in
 * none, gpg's. Each source is asked once. Safe for use by several threads.
 */
final class PgpPublicKeys {
  private static final int MAX_FILE = 16 << 20;
  private static final String BLOCK = "-----BEGIN PGP ";
  private static final String SECRET_BLOCK = BLOCK + "PRIVATE KEY BLOCK";

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
   * @throws SealException if it is missing, or a file of public keys holds a secret one
   */
  synchronized PgpCertificate get(String fingerprint) throws SealException {
    if (!filesRead) {
      for (Path file : context.keyFiles().searched()) {
        readFile(file);
      }
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

  /** The fingerprint of the only key in a file, which holds no secret key. */
  static Optional<String> only(byte[] content) {
    PgpPublicKeys keys = new PgpPublicKeys(SealingContext.NONE);
    return !keys.read(content) && keys.found.size() == 1
        ? keys.found.keySet().stream().findFirst()
        : Optional.empty();
  }

  private void readFile(Path file) throws SealException {
    int before = found.size();
    boolean secret;
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] content = stream.readNBytes(MAX_FILE);
      secret = read(content);
      Arrays.fill(content, (byte) 0);
    } catch (IOException e) {
      notes.add(named(file) + " cannot be read");
      return;
    }
    if (secret) {
      throw SealException.refused(
          Diagnostic.of(
                  Code.SECRET_IN_CLEAR,
                  Span.of(named(file)),
                  "the file holds a secret PGP key, but `pgpKeys` is for public keys")
              .expecting("the output of `gpg --armor --export FINGERPRINT`")
              .hinting(
                  "export the public key into it; if the file has been in Git, revoke the key: it"
                      + " is no longer secret"));
    }
    if (found.size() == before) {
      notes.add(named(file) + " holds no public key");
    }
  }

  private String named(Path file) {
    Path folder = context.surroundings().folder();
    return (file.startsWith(folder) ? folder.relativize(file) : file).toString();
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

  /**
   * Takes the public keys.
   *
   * @return whether there is a secret key among them
   */
  private boolean read(byte[] content) {
    boolean secret = false;
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int start = text.indexOf(BLOCK);
    if (start < 0) {
      return readPackets(content);
    }
    // The library reads the first block of a file alone.
    while (start >= 0) {
      int next = text.indexOf(BLOCK, start + 1);
      int end = next < 0 ? text.length() : next;
      secret |= readPackets(Arrays.copyOfRange(content, start, end));
      start = next;
    }
    return secret || text.contains(SECRET_BLOCK);
  }

  private boolean readPackets(byte[] content) {
    boolean secret = false;
    try (InputStream bytes = PGPUtil.getDecoderStream(new ByteArrayInputStream(content))) {
      for (Object packet : new BcPGPObjectFactory(bytes)) {
        if (packet instanceof PGPPublicKeyRing ring) {
          PgpCertificate certificate = new PgpCertificate(ring);
          found.putIfAbsent(certificate.fingerprint(), certificate);
        } else if (packet instanceof PGPSecretKeyRing) {
          secret = true;
        }
      }
    } catch (IOException | RuntimeException e) {
      // The library reports hostile packets in unchecked ways, too; what came before them counts.
      return secret;
    }
    return secret;
  }
}
