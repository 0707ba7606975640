package dev.meshgen.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What of a text may be shown, in a message, an excerpt or a log. The same forms give a secret away
 * here and in a tree.
 */
public final class SecretText {
  /** How a request to AWS's STS begins, signed in advance, which EKS takes for a token. */
  public static final String EKS = "k8s-aws-v1.";

  /** How an OAuth 2.0 access token of Google begins. */
  public static final String GOOGLE_ACCESS = "ya29.";

  /** How the token of a person's session in OpenShift begins. */
  public static final String OPENSHIFT = "sha256~";

  /** Printed instead of a secret. */
  public static final String HIDDEN = "[secret]";

  /** A token in base64 is longer. */
  private static final int ENCODED = 20;

  /** Base64 of base64 is as deep as people nest it, by mistake. */
  private static final int DEEPEST = 3;

  /** A prefix alone is the name of a form, which messages name. */
  private static final int NAME = 24;

  /** Messages are prose: a field's name and a colon are part of many a sentence. */
  private static final String PROSE = "message.md";

  private SecretText() {}

  /** What an address with a password in it looks like. */
  public static final String LOGIN = SecretScan.LOGIN;

  /** Whether a text begins like a token of a forge, which people put in place of a user name. */
  public static boolean beginsAsForgeToken(String text) {
    return SecretPatterns.isOfForge(text);
  }

  /** What a value looks like that must not be in the clear, with an article. */
  public static Optional<String> find(String text) {
    return hits("value.yaml", text, false, 0).stream().findFirst().map(SecretHit::what);
  }

  /** The same of a value at a key, which may be what gives it away. */
  public static Optional<String> findAt(String key, String value) {
    if (value.isBlank()) {
      return Optional.empty();
    }
    Optional<String> withKey = find(key + ": " + value.strip());
    return withKey.isEmpty() && readsAlike(key, value) ? withKey : find(value).or(() -> withKey);
  }

  /**
   * Whether a value gives nothing away alone that it hides behind a key: only a comment, and what
   * is indented below the first line, are judged by what they follow.
   */
  private static boolean readsAlike(String key, String value) {
    boolean name = !key.isEmpty() && Character.isLetterOrDigit(key.charAt(0));
    return name && value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
  }

  /** A message without the secrets that it quotes, whole or cut off. */
  public static String masked(String message) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (SecretHit hit : hits(PROSE, message, true, 0)) {
      if (hit.start() >= at && !isName(message, hit)) {
        shown.append(message, at, hit.start()).append(HIDDEN);
        at = hit.end();
      } else if (hit.end() > at && hit.start() < at) {
        at = hit.end();
      }
    }
    return at == 0 ? message : shown.append(message, at, message.length()).toString();
  }

  private static boolean isName(String message, SecretHit hit) {
    return hit.end() - hit.start() < NAME && message.regionMatches(true, hit.start(), "AGE-", 0, 4);
  }

  /**
   * How much of each line of a file may be shown: the offset in the line at which a secret begins,
   * or -1.
   *
   * @param lines offsets of their first characters
   */
  public static int[] hiddenFrom(String file, int[] lines) {
    int[] from = new int[lines.length];
    Arrays.fill(from, -1);
    for (SecretHit hit : hits("file.yaml", file, true, 0)) {
      int found = Arrays.binarySearch(lines, hit.start());
      for (int i = found < 0 ? -found - 2 : found; i < lines.length && lines[i] < hit.end(); i++) {
        int column = Math.max(hit.start() - lines[i], 0);
        from[i] = from[i] < 0 ? column : Math.min(from[i], column);
      }
    }
    return from;
  }

  /** By place; bytes are characters, of which all beyond ASCII are alike. */
  private static List<SecretHit> hits(String path, String text, boolean cutOff, int depth) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = text.charAt(i);
      bytes[i] = (byte) (c > 0 && c < 0x7f ? c : 0x7f);
    }
    FileScan scan = new FileScan(path, bytes);
    SecretScan.search(scan, cutOff);
    List<SecretHit> hits = new ArrayList<>(scan.hits());
    if (depth < DEEPEST) {
      encoded(bytes, cutOff, depth, hits);
    }
    hits.sort(Comparator.comparingInt(SecretHit::start).thenComparingInt(hit -> -hit.end()));
    return hits;
  }

  private static void encoded(byte[] text, boolean cutOff, int depth, List<SecretHit> hits) {
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i == text.length || !isBase64(text[i])) {
        if (i - start >= ENCODED) {
          Optional<String> what = encoded(Arrays.copyOfRange(text, start, i), cutOff, depth);
          if (what.isPresent()) {
            hits.add(new SecretHit(start, i, what.get() + " in base64"));
          }
        }
        start = i + 1;
      }
    }
  }

  private static Optional<String> encoded(byte[] word, boolean cutOff, int depth) {
    for (int i = 0; i < word.length; i++) {
      word[i] = (byte) (word[i] == '-' ? '+' : word[i] == '_' ? '/' : word[i]);
    }
    byte[] decoded;
    try {
      // What is cut off ends with a part of a group, which says nothing yet.
      decoded = Base64.getDecoder().decode(Arrays.copyOf(word, word.length / 4 * 4));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    for (byte b : decoded) {
      if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return Optional.empty();
      }
    }
    String text = new String(decoded, StandardCharsets.US_ASCII);
    return hits("value.yaml", text, cutOff, depth + 1).stream().findFirst().map(SecretHit::what);
  }

  private static boolean isBase64(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || "+/=-_".indexOf(b) >= 0;
  }
}
