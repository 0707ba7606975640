package dev.meshgen.seal.sops;

import java.util.List;

/**
 * A key in a group of {@code .sops.yaml}.
 *
 * @param text the whole of it, where it is a string; else empty
 * @param fields those of a mapping, in their order
 */
public record CreationKey(String text, List<Field> fields) {
  public CreationKey {
    fields = List.copyOf(fields);
  }

  /**
   * A field of one.
   *
   * @param value empty where it is a mapping itself
   * @param below the texts of that mapping
   */
  public record Field(String name, String value, List<Field> below) {
    public Field {
      below = List.copyOf(below);
    }

    /** A text. */
    public static Field of(String name, String value) {
      return new Field(name, value, List.of());
    }
  }

  /** One that is a string. */
  public static CreationKey of(String text) {
    return new CreationKey(text, List.of());
  }

  /** One that is a mapping. */
  public static CreationKey of(List<Field> fields) {
    return new CreationKey("", fields);
  }
}
