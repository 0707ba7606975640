package dev.meshgen.scan;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What follows the start of a token.
 *
 * <p>A start of four letters is in the base64 of certificates and of sealed values by chance: in
 * one of a hundred meshes of a thousand clusters. Such a token is one only if nothing but its own
 * letters follows, as many as its issuer documents.
 *
 * @param least how many characters follow at least
 * @param letters which of them a token has
 * @param after which may not follow so many of these, of a token that has no more of them
 */
record TokenTail(int least, IntPredicate letters, Optional<IntPredicate> after) {
  /** Of a token with a start that nothing else has. */
  static TokenTail of(int least) {
    return new TokenTail(least, TokenTail::isOpen, Optional.empty());
  }

  static TokenTail exactly(int length, IntPredicate letters, IntPredicate after) {
    return new TokenTail(length, letters, Optional.of(after));
  }

  /** The same where the text may be cut off anywhere: so much betrays it. */
  TokenTail cutOffAfter(int characters) {
    return new TokenTail(Math.min(least, characters), letters, Optional.empty());
  }

  /** How many letters belong to a token where so many follow its start. */
  int length(int letters) {
    return after.isEmpty() ? letters : Math.min(letters, least);
  }

  /** Whether the rest of a token may be so many letters, with this character behind them. */
  boolean allows(int letters, int next) {
    return letters >= least && after.filter(refused -> refused.test(next)).isEmpty();
  }

  private static boolean isOpen(int c) {
    return ScannedText.isBase64(c) || c == '-' || c == '.' || c == '=';
  }
}
