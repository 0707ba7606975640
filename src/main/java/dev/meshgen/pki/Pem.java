package dev.meshgen.pki;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** RFC 7468 text encoding: 64 columns, LF. */
final class Pem {
  static final String CERTIFICATE = "CERTIFICATE";
  static final String PRIVATE_KEY = "PRIVATE KEY";

  /** A mesh's bundle has a handful of certificates of about a kilobyte each. */
  private static final int MAX_LENGTH = 1 << 20;

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private Pem() {}

  /** A label and the DER below it; no record, because the DER may be a private key. */
  static final class Block {
    private final String label;
    private final byte[] der;

    private Block(String label, byte[] der) {
      this.label = label;
      this.der = der;
    }

    String label() {
      return label;
    }

    byte[] der() {
      return der;
    }
  }

  static String encode(String label, byte[] der) {
    return new String(encodeBytes(label, der), StandardCharsets.US_ASCII);
  }

  /** The same as bytes: private keys never become a String. */
  static byte[] encodeBytes(String label, byte[] der) {
    byte[] body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
    byte[] head = (BEGIN + label + DASHES + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] tail = ("\n" + END + label + DASHES + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] pem = Arrays.copyOf(head, head.length + body.length + tail.length);
    System.arraycopy(body, 0, pem, head.length, body.length);
    System.arraycopy(tail, 0, pem, head.length + body.length, tail.length);
    Arrays.fill(body, (byte) 0);
    return pem;
  }

  /**
   * Every block in order; text between blocks is skipped, as Go's decoder does.
   *
   * @param name what is read, for the message
   */
  static List<Block> decode(String name, byte[] text) throws PkiException {
    if (text.length > MAX_LENGTH) {
      throw new PkiException(name + " is larger than " + MAX_LENGTH + " bytes");
    }
    var blocks = new ArrayList<Block>();
    int at = 0;
    while (true) {
      int begin = indexOf(text, BEGIN, at);
      if (begin < 0) {
        return blocks;
      }
      int labelAt = begin + BEGIN.length();
      int bodyAt = indexOf(text, DASHES, labelAt);
      if (bodyAt < 0 || bodyAt - labelAt > 64) {
        throw new PkiException(name + " has a PEM block without a proper BEGIN line");
      }
      String label = new String(text, labelAt, bodyAt - labelAt, StandardCharsets.US_ASCII);
      int end = indexOf(text, END + label + DASHES, bodyAt);
      if (end < 0) {
        throw new PkiException(name + " has a PEM block without an END line");
      }
      blocks.add(new Block(label, decodeBody(name, text, bodyAt + DASHES.length(), end)));
      at = end + END.length() + label.length() + DASHES.length();
    }
  }

  private static byte[] decodeBody(String name, byte[] text, int from, int to) throws PkiException {
    byte[] packed = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      if (text[i] != '\n' && text[i] != '\r' && text[i] != ' ' && text[i] != '\t') {
        packed[length++] = text[i];
      }
    }
    byte[] body = Arrays.copyOf(packed, length);
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new PkiException(name + " has a PEM block that is not base64");
    } finally {
      Arrays.fill(packed, (byte) 0);
      Arrays.fill(body, (byte) 0);
    }
  }

  private static int indexOf(byte[] text, String word, int from) {
    for (int i = from; i <= text.length - word.length(); i++) {
      int j = 0;
      while (j < word.length() && text[i + j] == word.charAt(j)) {
        j++;
      }
      if (j == word.length()) {
        return i;
      }
    }
    return -1;
  }
}
