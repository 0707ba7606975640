package dev.meshgen.recipient;

import java.util.Objects;

/**
 * Somebody who may open what is sealed: an age key, a key of a key service. Ordered by its kind,
 * then by its text, so that a list of recipients has one order.
 *
 * @param kind the list of a SOPS file that names it: {@code age}
 * @param text what names it there: {@code age1…}; not yet known to be well-formed
 */
public record Recipient(String kind, String text) implements Comparable<Recipient> {
  /** The kind that locks leave out: they were written before there was another. */
  private static final String AGE = "age";

  public Recipient {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(text);
  }

  /** Reads what {@link #toString} prints. */
  public static Recipient parse(String printed) {
    int end = kindEnd(printed);
    return end < 0
        ? new Recipient(AGE, printed)
        : new Recipient(printed.substring(0, end), printed.substring(end + 1));
  }

  @Override
  public int compareTo(Recipient other) {
    int kinds = kind.compareTo(other.kind);
    return kinds != 0 ? kinds : text.compareTo(other.text);
  }

  /** Written out for the reason that {@link dev.meshgen.diagnostic.Span} gives. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Recipient that && kind.equals(that.kind) && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + text.hashCode();
  }

  /** As locks and messages write it: {@code age1…}, {@code pgp:F00D…}. */
  @Override
  public String toString() {
    return kind.equals(AGE) && kindEnd(text) < 0 ? text : kind + ":" + text;
  }

  /** The colon behind the name of a kind that the text starts with; -1 if there is none. */
  private static int kindEnd(String text) {
    int end = 0;
    while (end < text.length() && isOfName(text.charAt(end))) {
      end++;
    }
    return end > 0 && end < text.length() && text.charAt(end) == ':' ? end : -1;
  }

  private static boolean isOfName(char c) {
    return c >= 'a' && c <= 'z' || c == '_';
  }
}
