package dev.meshgen.scan;

import java.util.function.IntPredicate;

/**
 * What follows the start of a token.
 *
 * <p>A start of four letters is in the base64 of certificates and of sealed values by chance: in
 * one of a hundred meshes of a thousand clusters. Such a token is one only if nothing but its own
 * letters follows, as many as its issuer documents.
 *
 * @param least how many characters follow at least
 * @param exact whether no more may follow
 * @param letters which of them a token has
 */
record TokenTail(int least, boolean exact, IntPredicate letters) {
  /** Of a token with a start that nothing else has. */
  static TokenTail of(int least) {
    return new TokenTail(least, false, TokenTail::isOpen);
  }

  static TokenTail exactly(int length, IntPredicate letters) {
    return new TokenTail(length, true, letters);
  }

  /** The same where the text may be cut off anywhere: so much betrays it. */
  TokenTail cutOffAfter(int characters) {
    return new TokenTail(Math.min(least, characters), false, letters);
  }

  private static boolean isOpen(int c) {
    return ScannedText.isBase64(c) || c == '-' || c == '.' || c == '=';
  }
}
