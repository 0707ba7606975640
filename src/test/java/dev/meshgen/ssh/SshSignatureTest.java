package dev.meshgen.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signatures in the format of OpenSSH's PROTOCOL.sshsig, made by Bouncy Castle and by code of this
 * test. That {@code ssh-keygen} makes the same is tested where it is.
 */
class SshSignatureTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] MESSAGE = bytes("clusters/east/meshgen.lock\n");
  private static final String PURPOSE = "locks@meshgen.dev";

  /**
   * A pair of keys.
   *
   * @param blob its public half, as SSH writes it
   * @param sign makes the signature of some bytes, as SSH writes it
   */
  private record Signer(byte[] blob, Function<byte[], byte[]> sign) {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Strings of SSH, one behind the other. */
  private static byte[] strings(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static Signer ed25519() {
    Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(RANDOM);
    byte[] blob = strings(bytes("ssh-ed25519"), key.generatePublicKey().getEncoded());
    return new Signer(
        blob,
        signed -> {
          Ed25519Signer signer = new Ed25519Signer();
          signer.init(true, key);
          signer.update(signed, 0, signed.length);
          return strings(bytes("ssh-ed25519"), signer.generateSignature());
        });
  }

  private static Signer ecdsa(int bits) {
    X9ECParameters curve = CustomNamedCurves.getByName("P-" + bits);
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(new ECDomainParameters(curve), RANDOM));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    byte[] type = bytes("ecdsa-sha2-nistp" + bits);
    byte[] point = ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false);
    return new Signer(
        strings(type, bytes("nistp" + bits), point),
        signed -> {
          ECDSASigner signer = new ECDSASigner();
          signer.init(true, pair.getPrivate());
          BigInteger[] numbers = signer.generateSignature(digest(bits, signed));
          return strings(type, strings(numbers[0].toByteArray(), numbers[1].toByteArray()));
        });
  }

  private static byte[] digest(int bits, byte[] signed) {
    Digest digest =
        switch (bits) {
          case 256 -> new SHA256Digest();
          case 384 -> new SHA384Digest();
          default -> new SHA512Digest();
        };
    digest.update(signed, 0, signed.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  private static Signer rsa(int bits, String algorithm) {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(65537), RANDOM, bits, 80));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    RSAKeyParameters key = (RSAKeyParameters) pair.getPublic();
    byte[] blob =
        strings(bytes("ssh-rsa"), key.getExponent().toByteArray(), key.getModulus().toByteArray());
    return new Signer(
        blob,
        signed -> {
          RSADigestSigner signer =
              new RSADigestSigner(
                  algorithm.endsWith("256") ? new SHA256Digest() : new SHA512Digest());
          signer.init(true, pair.getPrivate());
          signer.update(signed, 0, signed.length);
          try {
            return strings(bytes(algorithm), signer.generateSignature());
          } catch (org.bouncycastle.crypto.CryptoException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static Signer signer(String kind) {
    return switch (kind) {
      case "ssh-ed25519" -> ed25519();
      case "rsa-sha2-256", "rsa-sha2-512" -> rsa(2048, kind);
      default -> ecdsa(Integer.parseInt(kind.substring(kind.length() - 3)));
    };
  }

  private static byte[] hash(String name, byte[] message) {
    try {
      return MessageDigest.getInstance(name.equals("sha256") ? "SHA-256" : "SHA-512")
          .digest(message);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** What is inside the armor. */
  private static byte[] inner(Signer signer, String namespace, String hash, byte[] message) {
    byte[] tail = strings(bytes(namespace), bytes(""), bytes(hash));
    byte[] signed = concat(bytes("SSHSIG"), tail, strings(hash(hash, message)));
    return concat(
        bytes("SSHSIG"),
        HexFormat.of().parseHex("00000001"),
        strings(signer.blob()),
        tail,
        strings(signer.sign().apply(signed)));
  }

  private static byte[] armored(byte[] inner) {
    String body = Base64.getMimeEncoder(70, bytes("\n")).encodeToString(inner);
    return bytes("-----BEGIN SSH SIGNATURE-----\n" + body + "\n-----END SSH SIGNATURE-----\n");
  }

  private static byte[] signature(Signer signer) {
    return armored(inner(signer, PURPOSE, "sha512", MESSAGE));
  }

  @ParameterizedTest
  @CsvSource({
    "ssh-ed25519, sha512",
    "ssh-ed25519, sha256",
    "ecdsa-sha2-nistp256, sha512",
    "ecdsa-sha2-nistp384, sha256",
    "ecdsa-sha2-nistp521, sha512",
    "rsa-sha2-256, sha512",
    "rsa-sha2-512, sha512",
  })
  void isOfItsMessageAndPurposeAlone(String kind, String hash) throws Exception {
    Signer signer = signer(kind);
    byte[] armored = armored(inner(signer, PURPOSE, hash, MESSAGE));
    SshSignature read = SshSignature.read(armored);
    assertThat(read.isOf(MESSAGE, PURPOSE)).isTrue();
    assertThat(read.isOf(bytes("another message"), PURPOSE)).isFalse();
    assertThat(read.isOf(MESSAGE, "git")).isFalse();
    String line = "%s %s ana@example.com";
    String type = kind.startsWith("rsa") ? "ssh-rsa" : kind;
    String blob = Base64.getEncoder().encodeToString(signer.blob());
    assertThat(read.key().isSame(SshPublicKey.ofLine(line.formatted(type, blob)))).isTrue();
    assertThat(read.key().isSame(SshSignature.read(signature(ed25519())).key())).isFalse();
  }

  /** Of two signers, what one signed does not count as the other's. */
  @Test
  void isOfTheKeyInItAlone() throws Exception {
    Signer one = ed25519();
    Signer swapped = new Signer(ed25519().blob(), one.sign());
    assertThat(SshSignature.read(signature(swapped)).isOf(MESSAGE, PURPOSE)).isFalse();
  }

  /** No bit of what is signed, or of what signs it, may change. */
  @ParameterizedTest
  @ValueSource(strings = {"ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512"})
  void noChangedByteIsGood(String kind) {
    byte[] inner = inner(signer(kind), PURPOSE, "sha512", MESSAGE);
    Random random = new Random(7);
    for (int at = 0; at < inner.length; at++) {
      byte[] changed = inner.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      assertThat(isGood(armored(changed))).as("byte " + at).isFalse();
    }
  }

  private static boolean isGood(byte[] armored) {
    try {
      return SshSignature.read(armored).isOf(MESSAGE, PURPOSE);
    } catch (MalformedSsh e) {
      return false;
    }
  }

  @Test
  void whatIsCutOffIsRefused() {
    byte[] inner = inner(ed25519(), PURPOSE, "sha512", MESSAGE);
    for (int length = 0; length < inner.length; length++) {
      byte[] part = Arrays.copyOf(inner, length);
      assertThatThrownBy(() -> SshSignature.read(armored(part)))
          .as("%d bytes", length)
          .isInstanceOf(MalformedSsh.class);
    }
    assertThatThrownBy(() -> SshSignature.read(armored(concat(inner, new byte[1]))))
        .isInstanceOf(MalformedSsh.class)
        .hasMessage("has trailing bytes");
  }

  /** A length that reaches far, or that is negative, takes no memory and ends in no exception. */
  @ParameterizedTest
  @ValueSource(strings = {"7fffffff", "ffffffff", "80000000", "00100000"})
  void lengthsThatLieAreRefused(String length) {
    byte[] start = concat(bytes("SSHSIG"), HexFormat.of().parseHex("00000001" + length));
    assertThatThrownBy(() -> SshSignature.read(armored(start)))
        .isInstanceOf(MalformedSsh.class)
        .hasMessage("is truncated");
  }

  @Test
  void otherFormatsAreRefused() {
    Signer signer = ed25519();
    assertRefused("uses an unknown hash", inner -> inner, "sha1", signer);
    assertRefused(
        "has an unknown version",
        inner -> {
          inner[9] = 2;
          return inner;
        },
        "sha512",
        signer);
    Signer dsa = new Signer(strings(bytes("ssh-dss"), new byte[20]), signer.sign());
    assertRefused("type", inner -> inner, "sha512", dsa);
    assertRefused("2048", inner -> inner, "sha512", rsa(1024, "rsa-sha2-512"));
    assertThatThrownBy(() -> SshSignature.read(bytes("-----BEGIN PGP SIGNATURE-----")))
        .isInstanceOf(MalformedSsh.class);
    String text = new String(signature(signer), StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> SshSignature.read(bytes(text.replace("\nU1NI", "\n!1NI"))))
        .isInstanceOf(MalformedSsh.class)
        .hasMessage("is not base64");
    assertThatThrownBy(() -> SshSignature.read(new byte[0])).isInstanceOf(MalformedSsh.class);
    String dashes = "-----BEGIN SSH SIGNATURE-----END SSH SIGNATURE-----";
    assertThatThrownBy(() -> SshSignature.read(bytes(dashes))).isInstanceOf(MalformedSsh.class);
  }

  private static void assertRefused(
      String words, UnaryOperator<byte[]> change, String hash, Signer signer) {
    byte[] inner = change.apply(inner(signer, PURPOSE, hash, MESSAGE));
    assertThatThrownBy(() -> SshSignature.read(armored(inner)))
        .isInstanceOf(MalformedSsh.class)
        .hasMessageContaining(words);
  }

  /** RSA with SHA-1, as old agents sign, is not a signature of this format. */
  @Test
  void signaturesOfOtherAlgorithmsDoNotCount() throws Exception {
    Signer rsa = rsa(2048, "rsa-sha2-256");
    for (String name : new String[] {"ssh-rsa", "rsa-sha2-512", "ssh-ed25519", ""}) {
      Signer renamed =
          new Signer(
              rsa.blob(),
              signed -> {
                byte[] made = rsa.sign().apply(signed);
                int start = 4 + "rsa-sha2-256".length();
                byte[] rest = Arrays.copyOfRange(made, start, made.length);
                return concat(strings(bytes(name)), rest);
              });
      assertThat(isGood(signature(renamed))).as(name).isFalse();
    }
    Signer ec = ecdsa(256);
    Signer doubled = new Signer(ec.blob(), signed -> concat(ec.sign().apply(signed), new byte[1]));
    assertThat(isGood(signature(doubled))).isFalse();
    Signer zeros =
        new Signer(
            ec.blob(),
            signed ->
                strings(bytes("ecdsa-sha2-nistp256"), strings(new byte[] {0}, new byte[] {0})));
    assertThat(isGood(signature(zeros))).isFalse();
  }

  /** A point that lies on no curve would give its secret away elsewhere; here it is not a key. */
  @Test
  void pointsOffTheCurveAreNoKeys() {
    byte[] blob = ecdsa(256).blob();
    blob[blob.length - 1] ^= 1;
    assertThatThrownBy(() -> SshPublicKey.ofBlob(blob))
        .isInstanceOf(MalformedSsh.class)
        .hasMessage("is not a point of its curve");
  }
}
