package dev.meshgen.ssh;

import dev.meshgen.bytes.Hashes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A signature as {@code ssh-keygen -Y sign} makes it (OpenSSH, PROTOCOL.sshsig), with the key that
 * made it. Whether that key is anybody's is for others to say.
 */
public final class SshSignature {
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  private static final String END = "-----END SSH SIGNATURE-----";
  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final Map<String, String> HASHES =
      Map.of("sha256", "SHA-256", "sha512", "SHA-512");

  private final SshPublicKey key;
  private final String namespace;
  private final String reserved;
  private final String hash;
  private final byte[] signature;

  private SshSignature(
      SshPublicKey key, String namespace, String reserved, String hash, byte[] signature) {
    this.key = key;
    this.namespace = namespace;
    this.reserved = reserved;
    this.hash = hash;
    this.signature = signature;
  }

  /** Reads an armored signature. */
  public static SshSignature read(byte[] armored) throws MalformedSsh {
    String text = new String(armored, StandardCharsets.ISO_8859_1).strip();
    boolean whole = text.length() >= BEGIN.length() + END.length();
    if (!whole || !text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new MalformedSsh("is not a signature by `ssh-keygen -Y sign`");
    }
    String inner = text.substring(BEGIN.length(), text.length() - END.length());
    SshBuffer buffer = new SshBuffer(decoded(inner));
    if (!Arrays.equals(buffer.bytes(MAGIC.length), MAGIC) || buffer.number() != VERSION) {
      throw new MalformedSsh("has an unknown version");
    }
    SshPublicKey key = SshPublicKey.ofBlob(buffer.bytes());
    SshSignature read =
        new SshSignature(key, buffer.text(), buffer.text(), buffer.text(), buffer.bytes());
    buffer.end();
    if (!HASHES.containsKey(read.hash)) {
      throw new MalformedSsh("uses an unknown hash");
    }
    return read;
  }

  private static byte[] decoded(String text) throws MalformedSsh {
    try {
      return Base64.getDecoder()
          .decode(text.lines().map(String::strip).collect(Collectors.joining()));
    } catch (IllegalArgumentException e) {
      throw new MalformedSsh("is not base64");
    }
  }

  /** The key that made it. */
  public SshPublicKey key() {
    return key;
  }

  /**
   * Whether it is of this message.
   *
   * @param wanted what the signature is for: one for another purpose is not good for this one
   */
  public boolean isOf(byte[] message, String wanted) throws MalformedSsh {
    if (!namespace.equals(wanted)) {
      return false;
    }
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(MAGIC);
    SshBuffer.put(signed, namespace);
    SshBuffer.put(signed, reserved);
    SshBuffer.put(signed, hash);
    SshBuffer.put(signed, Hashes.named(HASHES.get(hash)).digest(message));
    return key.verifies(signed.toByteArray(), signature);
  }
}
