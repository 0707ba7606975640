package dev.meshgen.seal.sops.pgp;

import dev.meshgen.seal.sops.DataKey;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.Keyring;
import dev.meshgen.seal.sops.Opening;
import dev.meshgen.seal.sops.ProgramAnswer;
import dev.meshgen.seal.sops.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/**
 * The user's secret keys: an exported one in a file, and those of gpg, which opens messages without
 * handing out any key. Lazy, and safe for use by several threads.
 */
final class PgpKeyring implements Keyring {
  /** Names a file with an exported secret key that has no passphrase. */
  static final String KEY_FILE = "MESHGEN_PGP_KEY_FILE";

  private static final int MAX_FILE = 1 << 20;

  private final Surroundings surroundings;
  private final Gpg gpg;
  private final List<PGPSecretKeyRing> keys = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean fileRead;

  PgpKeyring(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.gpg = new Gpg(surroundings);
  }

  @Override
  public Opening open(List<KeyEntry> entries) {
    List<String> found = new ArrayList<>();
    List<PGPSecretKeyRing> held = held(found);
    for (KeyEntry entry : entries) {
      Optional<DataKey> key = open(entry.field(PgpKeyKind.ENVELOPE), held);
      if (key.isPresent()) {
        return Opening.of(key.get());
      }
    }
    if (surroundings.runsCommands()) {
      for (KeyEntry entry : entries) {
        Optional<DataKey> key = throughGpg(entry, found);
        if (key.isPresent()) {
          return Opening.of(key.get());
        }
      }
    }
    return Opening.failed(Optional.empty(), !held.isEmpty(), found);
  }

  @Override
  public boolean mayOpen(List<String> recipients) {
    return surroundings.runsCommands()
        || held(new ArrayList<>()).stream()
            .anyMatch(
                ring ->
                    recipients.contains(
                        HexFormat.of()
                            .formatHex(ring.getPublicKey().getFingerprint())
                            .toUpperCase(Locale.ROOT)));
  }

  private Optional<DataKey> throughGpg(KeyEntry entry, List<String> found) {
    byte[] message = entry.field(PgpKeyKind.ENVELOPE).getBytes(StandardCharsets.US_ASCII);
    byte[] content = {};
    try {
      ProgramAnswer answer = gpg.run(message, "--decrypt");
      content = answer.output();
      if (answer.status() == 0) {
        return PgpMessage.key(content);
      }
      found.add("`gpg --decrypt` ended with status " + answer.status() + answer.said());
    } catch (IOException e) {
      found.add("`gpg` cannot be run");
    } finally {
      Arrays.fill(content, (byte) 0);
    }
    return Optional.empty();
  }

  private static Optional<DataKey> open(String message, List<PGPSecretKeyRing> held) {
    long wanted = held.isEmpty() ? 0 : PgpMessage.keyId(message);
    for (PGPSecretKeyRing ring : held) {
      for (Iterator<PGPSecretKey> each = ring.getSecretKeys(); each.hasNext(); ) {
        PGPSecretKey key = each.next();
        if (wanted == 0 || key.getKeyID() == wanted) {
          try {
            Optional<DataKey> opened =
                PgpMessage.open(
                    message,
                    key.extractKeyPair(
                        new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                            .build(new char[0])));
            if (opened.isPresent()) {
              return opened;
            }
          } catch (PGPException | RuntimeException e) {
            // It has a passphrase, or is damaged: another one may fit.
          }
        }
      }
    }
    return Optional.empty();
  }

  private synchronized List<PGPSecretKeyRing> held(List<String> found) {
    String file = surroundings.environment().get(KEY_FILE);
    if (!fileRead && file != null) {
      read(file);
    }
    fileRead = true;
    found.addAll(notes);
    return List.copyOf(keys);
  }

  private void read(String file) {
    byte[] content = {};
    try (InputStream stream = Files.newInputStream(surroundings.folder().resolve(file))) {
      content = stream.readNBytes(MAX_FILE);
      for (Object ring :
          new BcPGPObjectFactory(PGPUtil.getDecoderStream(new ByteArrayInputStream(content)))) {
        if (ring instanceof PGPSecretKeyRing secret) {
          keys.add(secret);
        }
      }
      if (keys.isEmpty()) {
        notes.add(KEY_FILE + " (" + file + ") holds no secret PGP key");
      }
    } catch (IOException | InvalidPathException e) {
      notes.add(KEY_FILE + " (" + file + ") cannot be read");
    } catch (RuntimeException e) {
      // The library reports hostile packets in unchecked ways, too.
      notes.add(KEY_FILE + " (" + file + ") holds no secret PGP key");
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
