package dev.meshgen.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of OpenSSH, byte by byte (PROTOCOL.sshsig); what ssh-keygen makes, it also judges. */
class HostileSshSignatureTest {
  private static final byte[] MESSAGE = "the locks\n".getBytes(StandardCharsets.UTF_8);
  private static final int LENGTH = 32;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN SSH SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----END SSH SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE----------END SSH SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----",
      })
  void refusesWhatIsCutOff(String armored) {
    assertThatThrownBy(() -> SshSignature.read(armored.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedSsh.class);
  }

  /** As OpenSSH, which takes a signature in one form and in no other. */
  @Test
  void refusesNumbersThatDoNotFitTheCurve() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    byte[] both = sign(pair);
    BigInteger r = new BigInteger(1, Arrays.copyOf(both, LENGTH));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(both, LENGTH, 2 * LENGTH));

    assertThat(SshSignature.read(armored(pair, r, s)).isOf(MESSAGE, "test")).isTrue();
    SshSignature longer =
        SshSignature.read(armored(pair, r.add(BigInteger.ONE.shiftLeft(8 * LENGTH)), s));
    assertThatThrownBy(() -> longer.isOf(MESSAGE, "test")).isInstanceOf(MalformedSsh.class);
  }

  private static byte[] sign(KeyPair pair) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(pair.getPrivate());
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes("SSHSIG".getBytes(StandardCharsets.US_ASCII));
    SshBuffer.put(signed, "test");
    SshBuffer.put(signed, "");
    SshBuffer.put(signed, "sha512");
    SshBuffer.put(signed, MessageDigest.getInstance("SHA-512").digest(MESSAGE));
    signature.update(signed.toByteArray());
    return signature.sign();
  }

  private static byte[] armored(KeyPair pair, BigInteger r, BigInteger s) {
    ByteArrayOutputStream numbers = new ByteArrayOutputStream();
    SshBuffer.put(numbers, r.toByteArray());
    SshBuffer.put(numbers, s.toByteArray());
    ByteArrayOutputStream signature = new ByteArrayOutputStream();
    SshBuffer.put(signature, "ecdsa-sha2-nistp256");
    SshBuffer.put(signature, numbers.toByteArray());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("SSHSIG".getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(new byte[] {0, 0, 0, 1});
    SshBuffer.put(all, key((ECPublicKey) pair.getPublic()));
    SshBuffer.put(all, "test");
    SshBuffer.put(all, "");
    SshBuffer.put(all, "sha512");
    SshBuffer.put(all, signature.toByteArray());
    String text =
        "-----BEGIN SSH SIGNATURE-----\n"
            + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(all.toByteArray())
            + "\n-----END SSH SIGNATURE-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] key(ECPublicKey key) {
    byte[] point = new byte[1 + 2 * LENGTH];
    point[0] = 4;
    put(key.getW().getAffineX(), point, 1 + LENGTH);
    put(key.getW().getAffineY(), point, point.length);
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    SshBuffer.put(blob, "ecdsa-sha2-nistp256");
    SshBuffer.put(blob, "nistp256");
    SshBuffer.put(blob, point);
    return blob.toByteArray();
  }

  private static void put(BigInteger number, byte[] into, int end) {
    byte[] bytes = number.toByteArray();
    int size = Math.min(bytes.length, LENGTH);
    System.arraycopy(bytes, bytes.length - size, into, end - size, size);
  }
}
