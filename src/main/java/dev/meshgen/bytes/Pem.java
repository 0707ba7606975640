package dev.meshgen.bytes;

import dev.meshgen.bytes.MalformedPem.Flaw;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** RFC 7468 text encoding: 64 columns, LF. */
public final class Pem {
  public static final String CERTIFICATE = "CERTIFICATE";
  public static final String REVOCATIONS = "X509 CRL";
  public static final String PRIVATE_KEY = "PRIVATE KEY";
  public static final String CERTIFICATE_REQUEST = "CERTIFICATE REQUEST";

  /** How the first line of any block starts. */
  public static final String BEGIN = "-----BEGIN ";

  /** How its last line starts. */
  public static final String END = "-----END ";

  /** A mesh's bundle has a handful of certificates of about a kilobyte each. */
  private static final int MAX_LENGTH = 1 << 20;

  /** DER of a sequence, and of the version that a certificate starts with. */
  private static final byte SEQUENCE = 0x30;

  private static final byte VERSION = (byte) 0xa0;

  /** DER of the version that a list of revoked certificates starts with. */
  private static final byte INTEGER = 0x02;

  private static final String DASHES = "-----";

  private Pem() {}

  /** A label and the DER below it; no record, because the DER may be a private key. */
  public static final class Block {
    private final String label;
    private final byte[] der;

    private Block(String label, byte[] der) {
      this.label = label;
      this.der = der;
    }

    public String label() {
      return label;
    }

    /** Not a copy: whoever reads a private key overwrites it. */
    public byte[] der() {
      return der;
    }
  }

  /** A block as text. */
  public static String encode(String label, byte[] der) {
    return new String(encodeBytes(label, der), StandardCharsets.US_ASCII);
  }

  /** The same as bytes: private keys never become a String. */
  public static byte[] encodeBytes(String label, byte[] der) {
    byte[] body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
    byte[] head = (BEGIN + label + DASHES + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] tail = ("\n" + END + label + DASHES + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] pem = Arrays.copyOf(head, head.length + body.length + tail.length);
    System.arraycopy(body, 0, pem, head.length, body.length);
    System.arraycopy(tail, 0, pem, head.length + body.length, tail.length);
    Arrays.fill(body, (byte) 0);
    return pem;
  }

  /** The first line of a block. */
  public static String head(String label) {
    return BEGIN + label + DASHES;
  }

  /** The last line of a block. */
  public static String tail(String label) {
    return END + label + DASHES;
  }

  /** Whether a text holds a private key of whatever kind, complete or not. */
  public static boolean hasPrivateKey(String text) {
    return text.contains(PRIVATE_KEY + DASHES);
  }

  /**
   * Whether a text consists of certificates or lists of revoked ones, in lines of whatever length
   * that YAML keeps in a block: all of it may then be read by anybody. What is in them is looked at
   * as far as it tells one from a private key or a message.
   */
  public static boolean isPublicInLines(byte[] text) {
    try {
      List<Block> blocks = decode(text);
      return !blocks.isEmpty() && blocks.stream().allMatch(Pem::isPublic) && holdsNothingElse(text);
    } catch (MalformedPem e) {
      return false;
    }
  }

  private static boolean isPublic(Block block) {
    return switch (block.label()) {
      case CERTIFICATE -> isSigned(block.der(), VERSION);
      case REVOCATIONS -> isSigned(block.der(), INTEGER);
      default -> false;
    };
  }

  private static boolean holdsNothingElse(byte[] text) {
    boolean inside = false;
    int length = text.length;
    for (int start = 0; start <= length; ) {
      int end = start;
      while (end < length && text[end] != '\n') {
        end++;
      }
      boolean edge = end > start && text[start] == '-' && isEdge(inside, text, start, end);
      inside ^= edge;
      if (!edge && end > start && !(inside && isBase64(text, start, end))) {
        return false;
      }
      start = end + 1;
    }
    boolean blankEnd = length > 1 && text[length - 1] == '\n' && text[length - 2] == '\n';
    return isAt(text, BEGIN, 0) && !blankEnd;
  }

  /** Whether a line begins a block of public data or, inside of one, ends it. */
  private static boolean isEdge(boolean inside, byte[] text, int start, int end) {
    String line = new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    return inside
        ? line.equals(END + CERTIFICATE + DASHES) || line.equals(END + REVOCATIONS + DASHES)
        : line.equals(head(CERTIFICATE)) || line.equals(head(REVOCATIONS));
  }

  private static boolean isBase64(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      byte c = text[i];
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!letter && !(c >= '0' && c <= '9') && c != '+' && c != '/' && c != '=') {
        return false;
      }
    }
    return true;
  }

  /** A sequence that is as long as it says, and starts with one that starts with its version. */
  private static boolean isSigned(byte[] der, byte first) {
    int inner = contents(der, 0);
    int version = contents(der, inner);
    return inner > 0 && end(der, 0) == der.length && version > 0 && der[version] == first;
  }

  /** Where the contents of a sequence start; -1 if none is there. */
  private static int contents(byte[] der, int at) {
    if (at < 0 || at + 6 >= der.length || der[at] != SEQUENCE) {
      return -1;
    }
    int length = der[at + 1] & 0xff;
    return length < 0x80
        ? at + 2
        : at + 2 + (length & 0x7f) < der.length ? at + 2 + (length & 0x7f) : -1;
  }

  /** Where a sequence says that it ends. */
  private static int end(byte[] der, int at) {
    int length = der[at + 1] & 0xff;
    int contents = contents(der, at);
    if (length >= 0x80) {
      length = 0;
      for (int i = at + 2; i < contents; i++) {
        length = length << 8 | der[i] & 0xff;
      }
    }
    return contents + length;
  }

  /** Every block in order; text between blocks is skipped, as Go's decoder does. */
  public static List<Block> decode(byte[] text) throws MalformedPem {
    if (text.length > MAX_LENGTH) {
      throw new MalformedPem(Flaw.TOO_LARGE, "", "is larger than " + MAX_LENGTH + " bytes");
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
        throw new MalformedPem(Flaw.NO_HEAD, "", "has a PEM block without a proper BEGIN line");
      }
      String label = new String(text, labelAt, bodyAt - labelAt, StandardCharsets.US_ASCII);
      int end = indexOf(text, END + label + DASHES, bodyAt);
      if (end < 0) {
        throw new MalformedPem(Flaw.CUT_OFF, label, "has a PEM block without an END line");
      }
      blocks.add(new Block(label, decodeBody(label, text, bodyAt + DASHES.length(), end)));
      at = end + END.length() + label.length() + DASHES.length();
    }
  }

  private static byte[] decodeBody(String label, byte[] text, int from, int to)
      throws MalformedPem {
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
      throw new MalformedPem(Flaw.NOT_BASE64, label, "has a PEM block that is not base64");
    } finally {
      Arrays.fill(packed, (byte) 0);
      Arrays.fill(body, (byte) 0);
    }
  }

  /** Where a word is that starts with a dash, as all do that delimit blocks. */
  private static int indexOf(byte[] text, String word, int from) {
    for (int i = from; i <= text.length - word.length(); i++) {
      if (text[i] == '-' && isAt(text, word, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] text, String word, int from) {
    int j = 0;
    while (j < word.length() && from + j < text.length && text[from + j] == word.charAt(j)) {
      j++;
    }
    return j == word.length();
  }
}
