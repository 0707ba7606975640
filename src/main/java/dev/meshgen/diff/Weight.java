package dev.meshgen.diff;

/** How closely a reviewer has to look. The heaviest first. */
public enum Weight {
  HIGH("high"),
  MEDIUM("medium"),
  LOW("low"),
  /** What follows from other changes. */
  INFO("info");

  private final String id;

  Weight(String id) {
    this.id = id;
  }

  /** The word in every output format, and in the rules. */
  public String id() {
    return id;
  }
}
