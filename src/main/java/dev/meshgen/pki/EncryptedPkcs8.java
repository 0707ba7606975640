package dev.meshgen.pki;

import dev.meshgen.bytes.SecretBytes;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/** PKCS#8 encrypted by PBES2 (RFC 8018), with PBKDF2 or scrypt. */
final class EncryptedPkcs8 {
  /** RFC 7914, section 7. */
  private static final String SCRYPT = "1.3.6.1.4.1.11591.4.11";

  /** A hostile file could ask for years of work. */
  private static final int MOST_ROUNDS = 20_000_000;

  private static final int MOST_SCRYPT = 1 << 20;

  private EncryptedPkcs8() {}

  /** The DER of the key; the caller overwrites it. */
  static byte[] decrypt(String name, byte[] der, SecretBytes password) throws PkiException {
    byte[] secret = password.copy();
    byte[] key = new byte[0];
    try {
      EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(der);
      String scheme = info.getEncryptionAlgorithm().getAlgorithm().getId();
      if (!scheme.equals(PKCSObjectIdentifiers.id_PBES2.getId())) {
        throw CipherName.unknown(name, scheme);
      }
      PBES2Parameters parameters =
          PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
      CipherName cipher =
          CipherName.ofOid(name, parameters.getEncryptionScheme().getAlgorithm().getId());
      byte[] iv =
          ASN1OctetString.getInstance(parameters.getEncryptionScheme().getParameters()).getOctets();
      key = derive(name, parameters.getKeyDerivationFunc(), secret, cipher.keyLength());
      return cipher.decrypt(name, key, iv, info.getEncryptedData());
    } catch (RuntimeException | StackOverflowError e) {
      throw new PkiException(ImportFlaw.KEY, name + " holds an encrypted key that is malformed");
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] derive(String name, KeyDerivationFunc function, byte[] secret, int length)
      throws PkiException {
    if (function.getAlgorithm().getId().equals(SCRYPT)) {
      ASN1Sequence scrypt = ASN1Sequence.getInstance(function.getParameters());
      byte[] salt = ASN1OctetString.getInstance(scrypt.getObjectAt(0)).getOctets();
      int cost = number(scrypt, 1);
      int block = number(scrypt, 2);
      int parallel = number(scrypt, 3);
      if ((long) cost * block * parallel > 16L * MOST_SCRYPT) {
        throw CipherName.unknown(name, "scrypt of a cost of " + cost);
      }
      return SCrypt.generate(secret, salt, cost, block, parallel, length);
    }
    if (!function.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
      throw CipherName.unknown(name, function.getAlgorithm().getId());
    }
    PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(function.getParameters());
    int rounds = pbkdf2.getIterationCount().intValueExact();
    if (rounds > MOST_ROUNDS) {
      throw CipherName.unknown(name, rounds + " rounds of PBKDF2");
    }
    var generator = new PKCS5S2ParametersGenerator(digest(name, pbkdf2));
    generator.init(secret, pbkdf2.getSalt(), rounds);
    return ((KeyParameter) generator.generateDerivedParameters(length * 8)).getKey();
  }

  private static int number(ASN1Sequence sequence, int index) {
    return ASN1Integer.getInstance(sequence.getObjectAt(index)).intValueExact();
  }

  private static Digest digest(String name, PBKDF2Params pbkdf2) throws PkiException {
    String oid = pbkdf2.getPrf().getAlgorithm().getId();
    return switch (oid) {
      case "1.2.840.113549.2.7" -> new SHA1Digest();
      case "1.2.840.113549.2.8" -> new SHA224Digest();
      case "1.2.840.113549.2.9" -> SHA256Digest.newInstance();
      case "1.2.840.113549.2.10" -> new SHA384Digest();
      case "1.2.840.113549.2.11" -> new SHA512Digest();
      default -> throw CipherName.unknown(name, oid);
    };
  }
}
