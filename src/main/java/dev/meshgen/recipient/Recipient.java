package dev.meshgen.recipient;

import java.util.Objects;

/**
 * Somebody who may open what is sealed: an age key, a key of a key service. Ordered by its share,
 * then by its kind, then by its text, so that a list of recipients has one order.
 *
 * @param kind the list of a SOPS file that names it: {@code age}
 * @param text what names it there: {@code age1…}; not yet known to be well-formed
 * @param share what it opens
 */
public record Recipient(String kind, String text, Share share) implements Comparable<Recipient> {
  /** The kind that locks leave out: they were written before there was another. */
  private static final String AGE = "age";

  private static final String GROUP = " (group ";
  private static final String NEEDED = " needed)";

  public Recipient {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(text);
    Objects.requireNonNull(share);
  }

  /** One that opens a file alone. */
  public Recipient(String kind, String text) {
    this(kind, text, Share.WHOLE);
  }

  /**
   * The part of a data key that a recipient opens.
   *
   * @param group the key group that it belongs to, from 1; 0 where there are no groups
   * @param needed from how many groups it takes a recipient each to open a file
   */
  public record Share(int group, int needed) {
    /** The data key itself. */
    public static final Share WHOLE = new Share(0, 1);

    /** Whether it takes others to open a file. */
    public boolean isPart() {
      return group > 0;
    }

    /** Written out for the reason that {@link dev.meshgen.diagnostic.Span} gives. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Share that && group == that.group && needed == that.needed;
    }

    @Override
    public int hashCode() {
      return 31 * group + needed;
    }
  }

  /** Reads what {@link #toString} prints. */
  public static Recipient parse(String printed) {
    int end = printed.endsWith(NEEDED) ? printed.lastIndexOf(GROUP) : -1;
    if (end > 0) {
      String inner = printed.substring(end + GROUP.length(), printed.length() - NEEDED.length());
      int comma = inner.indexOf(", ");
      int group = comma < 0 ? 0 : number(inner.substring(0, comma));
      int needed = comma < 0 ? 0 : number(inner.substring(comma + 2));
      if (group > 0 && needed > 0) {
        return named(printed.substring(0, end)).of(new Share(group, needed));
      }
    }
    return named(printed);
  }

  private static Recipient named(String printed) {
    int end = kindEnd(printed);
    return end < 0
        ? new Recipient(AGE, printed)
        : new Recipient(printed.substring(0, end), printed.substring(end + 1));
  }

  /** A small number in its shortest form; 0 for anything else. */
  private static int number(String digits) {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i == 0 && digit == 0 || i > 2) {
        return 0;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** The same recipient, of another share. */
  public Recipient of(Share other) {
    return new Recipient(kind, text, other);
  }

  /** Who it is, whatever it opens. */
  public Recipient whole() {
    return share.isPart() ? of(Share.WHOLE) : this;
  }

  @Override
  public int compareTo(Recipient other) {
    int groups = Integer.compare(share.group, other.share.group);
    if (groups != 0) {
      return groups;
    }
    int needed = Integer.compare(share.needed, other.share.needed);
    if (needed != 0) {
      return needed;
    }
    int kinds = kind.compareTo(other.kind);
    return kinds != 0 ? kinds : text.compareTo(other.text);
  }

  /** Written out for the reason that {@link dev.meshgen.diagnostic.Span} gives. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Recipient that
        && kind.equals(that.kind)
        && text.equals(that.text)
        && share.equals(that.share);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kind.hashCode() + text.hashCode()) + share.hashCode();
  }

  /**
   * As locks and messages write it: {@code age1…}, {@code pgp:F00D…}, {@code age1… (group 1, 2
   * needed)}.
   */
  @Override
  public String toString() {
    String name = kind.equals(AGE) && kindEnd(text) < 0 ? text : kind + ":" + text;
    return share.isPart() ? name + GROUP + share.group + ", " + share.needed + NEEDED : name;
  }

  /**
   * The colon behind the name of a kind that the text starts with; -1 if it starts with no kind.
   */
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
