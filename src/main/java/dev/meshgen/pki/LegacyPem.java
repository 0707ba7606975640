package dev.meshgen.pki;

import dev.meshgen.bytes.Hashes;
import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key encrypted as OpenSSL did before PKCS#8 (RFC 1421, PEM_read_PrivateKey). */
final class LegacyPem implements AutoCloseable {
  static final String MARK = "Proc-Type: 4,ENCRYPTED";

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z ]{0,40}PRIVATE KEY)-----\\s+"
              + Pattern.quote(MARK)
              + "\\s+DEK-Info: ([A-Z0-9-]{1,32}),([0-9A-Fa-f]{16,32})\\s+");

  private final String name;
  private final String label;
  private final CipherName cipher;
  private final byte[] iv;
  private final byte[] body;

  private LegacyPem(String name, String label, CipherName cipher, byte[] iv, byte[] body) {
    this.name = name;
    this.label = label;
    this.cipher = cipher;
    this.iv = iv;
    this.body = body;
  }

  /** Empty if a file holds no such key. */
  static Optional<LegacyPem> find(String name, byte[] file) throws PkiException {
    if (!ByteText.contains(file, MARK)) {
      return Optional.empty();
    }
    // Ciphertext: nothing in this text is a secret.
    String text = new String(file, StandardCharsets.ISO_8859_1);
    Matcher head = BLOCK.matcher(text);
    int end = head.find() ? text.indexOf(Pem.END, head.end()) : -1;
    if (end < 0) {
      throw new PkiException(ImportFlaw.KEY, name + " holds an encrypted key that is malformed");
    }
    try {
      return Optional.of(
          new LegacyPem(
              name,
              head.group(1),
              CipherName.ofPem(name, head.group(2)),
              HexFormat.of().parseHex(head.group(3)),
              Base64.getMimeDecoder().decode(text.substring(head.end(), end))));
    } catch (IllegalArgumentException e) {
      throw new PkiException(ImportFlaw.KEY, name + " holds an encrypted key that is malformed");
    }
  }

  String label() {
    return label;
  }

  /** The key's DER; the caller overwrites it. */
  byte[] decrypt(SecretBytes password) throws PkiException {
    byte[] key = key(password);
    try {
      return cipher.decrypt(name, key, iv, body);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** EVP_BytesToKey with MD5 and one round, which is what this format specifies. */
  private byte[] key(SecretBytes password) {
    byte[] secret = password.copy();
    byte[] salted = Arrays.copyOf(secret, secret.length + 8);
    System.arraycopy(iv, 0, salted, secret.length, 8);
    byte[] key = new byte[cipher.keyLength()];
    byte[] previous = new byte[0];
    for (int at = 0; at < key.length; at += previous.length) {
      byte[] input = Arrays.copyOf(previous, previous.length + salted.length);
      System.arraycopy(salted, 0, input, previous.length, salted.length);
      previous = Hashes.named("MD5").digest(input);
      System.arraycopy(previous, 0, key, at, Math.min(previous.length, key.length - at));
      Arrays.fill(input, (byte) 0);
    }
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(salted, (byte) 0);
    Arrays.fill(previous, (byte) 0);
    return key;
  }

  @Override
  public void close() {
    Arrays.fill(body, (byte) 0);
  }
}
