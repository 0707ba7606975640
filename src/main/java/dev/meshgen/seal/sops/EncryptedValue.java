package dev.meshgen.seal.sops;

import java.util.Base64;
import java.util.Optional;

/** The text of a sealed value: {@code ENC[AES256_GCM,data:…,iv:…,tag:…,type:str]}. */
final class EncryptedValue {
  static final int IV_LENGTH = 32;
  static final int TAG_LENGTH = 16;

  private static final String HEAD = "ENC[AES256_GCM,data:";

  private final byte[] data;
  private final byte[] iv;
  private final byte[] tag;
  private final String type;

  EncryptedValue(byte[] data, byte[] iv, byte[] tag, String type) {
    this.data = data;
    this.iv = iv;
    this.tag = tag;
    this.type = type;
  }

  /** Empty if the text is anything else. */
  static Optional<EncryptedValue> parse(String text) {
    int ivAt = text.indexOf(",iv:");
    int tagAt = text.indexOf(",tag:", ivAt + 1);
    int typeAt = text.indexOf(",type:", tagAt + 1);
    if (!text.startsWith(HEAD) || ivAt < 0 || tagAt < 0 || typeAt < 0 || !text.endsWith("]")) {
      return Optional.empty();
    }
    try {
      Base64.Decoder decoder = Base64.getDecoder();
      return Optional.of(
          new EncryptedValue(
              decoder.decode(text.substring(HEAD.length(), ivAt)),
              decoder.decode(text.substring(ivAt + 4, tagAt)),
              decoder.decode(text.substring(tagAt + 5, typeAt)),
              text.substring(typeAt + 6, text.length() - 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  byte[] data() {
    return data;
  }

  byte[] iv() {
    return iv;
  }

  byte[] tag() {
    return tag;
  }

  /** {@code str} for everything meshgen writes; sops also knows int, float, bool, bytes, time. */
  String type() {
    return type;
  }

  @Override
  public String toString() {
    Base64.Encoder encoder = Base64.getEncoder();
    return HEAD
        + encoder.encodeToString(data)
        + ",iv:"
        + encoder.encodeToString(iv)
        + ",tag:"
        + encoder.encodeToString(tag)
        + ",type:"
        + type
        + "]";
  }
}
