package dev.meshgen.bench;

/** What the JVM alone costs. */
final class EmptyMain {
  private EmptyMain() {}

  public static void main(String[] arguments) {
    // Empty on purpose: this is the unit the start-up bounds are given in.
  }
}
