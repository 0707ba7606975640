package dev.meshgen.diff;

/** What happens to an object or a field. */
public enum Verb {
  ADDED("added", "+"),
  REMOVED("removed", "-"),
  CHANGED("changed", "~"),
  /** To another file, without a difference. */
  MOVED("moved", ">"),
  /** A cluster, to another name. */
  RENAMED("renamed", ">");

  private final String id;
  private final String mark;

  Verb(String id, String mark) {
    this.id = id;
    this.mark = mark;
  }

  /** The word in every output format. */
  public String id() {
    return id;
  }

  /** The sign in front of a line of text. */
  public String mark() {
    return mark;
  }

  /** The same change seen from the other tree. */
  public Verb reversed() {
    return switch (this) {
      case ADDED -> REMOVED;
      case REMOVED -> ADDED;
      default -> this;
    };
  }
}
