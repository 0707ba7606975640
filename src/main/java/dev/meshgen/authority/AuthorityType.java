package dev.meshgen.authority;

import dev.meshgen.model.Mesh;

/** A kind of authority, for the registry. */
public interface AuthorityType {

  /** Its name in the spec, below {@code trust.authority}. */
  String id();

  /** That of a mesh whose spec names this kind. */
  Authority of(Mesh mesh);
}
