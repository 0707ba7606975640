package dev.meshgen.spec;

/**
 * One file of the spec.
 *
 * @param name the path as the user typed it, {@code <stdin>} for standard input
 * @param found whether it was found in a folder, where foreign documents may lie beside it
 */
public record SpecSource(String name, byte[] content, boolean found) {

  /** One that was named, and so holds documents of the spec alone. */
  public SpecSource(String name, byte[] content) {
    this(name, content, false);
  }

  /** The same file with other content. */
  public SpecSource edited(byte[] other) {
    return new SpecSource(name, other, found);
  }
}
