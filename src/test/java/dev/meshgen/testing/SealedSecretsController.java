package dev.meshgen.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import tools.jackson.databind.JsonNode;

/**
 * A controller of Sealed Secrets, written from its source and with the JDK alone: it opens what was
 * sealed with its certificate, and fills the template around it.
 */
public final class SealedSecretsController {
  private static final String SCOPES = "sealedsecrets.bitnami.com/";

  private final KeyPair keys;
  private final String certificate;

  private SealedSecretsController(KeyPair keys, Instant notAfter) {
    this.keys = keys;
    this.certificate = certificate(keys, notAfter);
  }

  /** With its own key. */
  public static SealedSecretsController until(Instant notAfter) {
    return of("RSA", 2048, notAfter);
  }

  /** With a key of another kind, which no controller has. */
  public static SealedSecretsController of(String kind, int bits, Instant notAfter) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return new SealedSecretsController(generator.generateKeyPair(), notAfter);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same, whose certificate is another now. */
  public SealedSecretsController renewed(Instant notAfter) {
    return new SealedSecretsController(keys, notAfter);
  }

  /** As {@code kubeseal --fetch-cert} prints it. */
  public String certificate() {
    return certificate;
  }

  /** Its private key, in PEM. */
  public String key() {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  /** Like that of a controller, it names no one. */
  private static String certificate(KeyPair keys, Instant notAfter) {
    try {
      boolean rsa = keys.getPublic().getAlgorithm().equals("RSA");
      ASN1Encodable algorithm =
          sequence(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
      ASN1Encodable noOne = new DERSequence();
      DERSequence body =
          sequence(
              new DERTaggedObject(0, new ASN1Integer(2)),
              new ASN1Integer(BigInteger.valueOf(notAfter.getEpochSecond())),
              algorithm,
              noOne,
              sequence(time(notAfter.minusSeconds(315_360_000)), time(notAfter)),
              noOne,
              SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
      Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body.getEncoded(ASN1Encoding.DER));
      DERSequence whole = sequence(body, algorithm, new DERBitString(signature.sign()));
      return pem("CERTIFICATE", whole.getEncoded(ASN1Encoding.DER));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Time time(Instant instant) {
    return new Time(Date.from(instant));
  }

  private static DERSequence sequence(ASN1Encodable... fields) {
    return new DERSequence(fields);
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /**
   * The entries of the Secret that it makes.
   *
   * @throws GeneralSecurityException if it was sealed for another controller, or another place
   */
  public Map<String, String> open(JsonNode sealedSecret) throws GeneralSecurityException {
    JsonNode spec = sealedSecret.path("spec");
    Map<String, String> entries = new TreeMap<>();
    for (Map.Entry<String, JsonNode> value : spec.path("template").path("data").properties()) {
      entries.put(value.getKey(), value.getValue().asString());
    }
    String label = label(sealedSecret.path("metadata"));
    for (Map.Entry<String, JsonNode> value : spec.path("encryptedData").properties()) {
      entries.put(value.getKey(), open(value.getValue().asString(), label));
    }
    return entries;
  }

  private static String label(JsonNode metadata) {
    JsonNode annotations = metadata.path("annotations");
    if (annotations.path(SCOPES + "cluster-wide").asString("").equals("true")) {
      return "";
    }
    String namespace = metadata.path("namespace").asString();
    return annotations.path(SCOPES + "namespace-wide").asString("").equals("true")
        ? namespace
        : namespace + "/" + metadata.path("name").asString();
  }

  /** One value. */
  public String open(String value, String label) throws GeneralSecurityException {
    ByteBuffer content = ByteBuffer.wrap(Base64.getDecoder().decode(value));
    byte[] sealedKey = new byte[content.getShort()];
    content.get(sealedKey);
    byte[] sealed = new byte[content.remaining()];
    content.get(sealed);
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
    rsa.init(
        Cipher.DECRYPT_MODE,
        keys.getPrivate(),
        new OAEPParameterSpec(
            "SHA-256",
            "MGF1",
            MGF1ParameterSpec.SHA256,
            new PSource.PSpecified(label.getBytes(StandardCharsets.UTF_8))));
    Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(rsa.doFinal(sealedKey), "AES"),
        new GCMParameterSpec(128, new byte[12]));
    return new String(aes.doFinal(sealed), StandardCharsets.UTF_8);
  }
}
