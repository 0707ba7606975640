package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A PKCS#12 file: one private key, its certificate, and those above it. Closing erases the key. */
public final class KeyStoreFile implements AutoCloseable {
  private final byte[] certificates;
  private final SecretBytes key;

  private KeyStoreFile(byte[] certificates, SecretBytes key) {
    this.certificates = certificates;
    this.key = key;
  }

  /** The certificate of the key first, then all others, in PEM. */
  public byte[] certificates() {
    return certificates.clone();
  }

  /** As {@link PrivateKeyFile#read} returns it. */
  public SecretBytes key() {
    return key;
  }

  /**
   * Reads one.
   *
   * @param name what is read, for messages
   * @param alias which key to take, where there are several
   */
  public static KeyStoreFile read(
      String name, byte[] file, Optional<SecretBytes> password, Optional<String> alias)
      throws PkiException {
    char[] secret = password.map(KeyStoreFile::characters).orElseGet(() -> new char[0]);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      load(name, store, file, secret, password.isPresent());
      String entry = entry(name, store, alias);
      Key found = store.getKey(entry, secret);
      byte[] der = found.getEncoded();
      if (der == null) {
        throw new PkiException(ImportFlaw.KEY, name + " holds an unreadable private key");
      }
      byte[] pem = Pem.encodeBytes(Pem.PRIVATE_KEY, der);
      Arrays.fill(der, (byte) 0);
      try {
        return new KeyStoreFile(
            certificates(name, store, entry), PrivateKeyFile.read(name, pem, Optional.empty()));
      } finally {
        Arrays.fill(pem, (byte) 0);
      }
    } catch (UnrecoverableKeyException e) {
      throw PrivateKeyFile.wrongPassword(name);
    } catch (GeneralSecurityException e) {
      throw new PkiException(ImportFlaw.KEY_STORE, name + " is not a readable PKCS#12 file");
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private static void load(
      String name, KeyStore store, byte[] file, char[] secret, boolean hasPassword)
      throws PkiException, GeneralSecurityException {
    try {
      store.load(new ByteArrayInputStream(file), secret);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        requireAscii(name, secret);
        throw hasPassword
            ? PrivateKeyFile.wrongPassword(name)
            : new PkiException(
                ImportFlaw.PASSWORD, name + " is encrypted, but no password is given");
      }
      throw new PkiException(ImportFlaw.KEY_STORE, name + " is not a readable PKCS#12 file");
    } catch (RuntimeException | StackOverflowError e) {
      throw new PkiException(ImportFlaw.KEY_STORE, name + " is not a readable PKCS#12 file");
    }
  }

  /** Java reads no other, however they were encoded. */
  private static void requireAscii(String name, char[] secret) throws PkiException {
    for (char each : secret) {
      if (each > '~') {
        throw new PkiException(
            ImportFlaw.KEY_STORE, name + " has a non-ASCII password, which is not supported");
      }
    }
  }

  private static String entry(String name, KeyStore store, Optional<String> alias)
      throws GeneralSecurityException, PkiException {
    List<String> keys = new ArrayList<>();
    for (String each : Collections.list(store.aliases())) {
      if (store.isKeyEntry(each)) {
        keys.add(each);
      }
    }
    Collections.sort(keys);
    if (alias.isPresent()) {
      for (String each : keys) {
        if (each.equalsIgnoreCase(alias.get())) {
          return each;
        }
      }
    }
    if (keys.size() == 1 && alias.isEmpty()) {
      return keys.get(0);
    }
    if (keys.isEmpty()) {
      throw new PkiException(ImportFlaw.NO_ENTRY, name + " holds no encrypted private key");
    }
    throw new PkiException(
        ImportFlaw.ENTRIES,
        name
            + (alias.isPresent() ? " holds no private key with that alias, but " : " holds ")
            + (keys.size() == 1 ? "one private key: " : keys.size() + " private keys: ")
            + String.join(", ", keys));
  }

  private static byte[] certificates(String name, KeyStore store, String entry)
      throws GeneralSecurityException, PkiException {
    Set<Certificate> all = new LinkedHashSet<>();
    Certificate own = store.getCertificate(entry);
    if (own == null) {
      throw new PkiException(
          ImportFlaw.KEY_STORE, name + " holds no certificate of its private key");
    }
    all.add(own);
    Certificate[] chain = store.getCertificateChain(entry);
    all.addAll(chain == null ? List.of() : List.of(chain));
    for (String each : Collections.list(store.aliases())) {
      if (store.isCertificateEntry(each)) {
        all.add(store.getCertificate(each));
      }
    }
    StringBuilder pem = new StringBuilder();
    for (Certificate each : all) {
      pem.append(Pem.encode(Pem.CERTIFICATE, each.getEncoded()));
    }
    return pem.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @SuppressWarnings("ByteBufferBackingArray") // All of it has to go, not what is left to read.
  private static char[] characters(SecretBytes password) {
    byte[] bytes = password.copy();
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    char[] characters = new char[decoded.remaining()];
    decoded.get(characters);
    Arrays.fill(decoded.array(), '\0');
    Arrays.fill(bytes, (byte) 0);
    return characters;
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "KeyStoreFile[redacted]";
  }
}
