package dev.meshgen.pki;

import dev.meshgen.model.KeyKind;
import java.time.Duration;
import java.util.Objects;

/**
 * A mesh's own root, the anchor every cluster trusts.
 *
 * @param mesh the mesh's name
 * @param generation counts up from 1 with every new root, so that no two share a subject
 * @param validity from now on
 */
public record RootRequest(String mesh, int generation, KeyKind key, Duration validity) {
  public RootRequest {
    Subjects.requireName(mesh);
    Subjects.requireGeneration(generation);
    Subjects.requireValidity(validity);
    Objects.requireNonNull(key);
  }
}
