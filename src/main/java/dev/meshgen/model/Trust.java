package dev.meshgen.model;

/** The certificate authorities of a mesh: one root, one intermediate per cluster. */
public record Trust(Authority root, Authority intermediate) {

  /** What shapes one kind of authority. */
  public record Authority(KeyKind key, Validity validity) {}
}
