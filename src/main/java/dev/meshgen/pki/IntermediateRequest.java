package dev.meshgen.pki;

import dev.meshgen.model.KeyKind;
import java.time.Duration;
import java.util.Objects;

/**
 * The authority that one cluster's istiod signs workloads with.
 *
 * @param cluster the cluster's name
 * @param generation counts up from 1 with every reissue, so that no two share a subject
 * @param trustDomain becomes the URI {@code spiffe://<trustDomain>}
 * @param validity from now on, cut off where the root's ends
 */
public record IntermediateRequest(
    String mesh,
    String cluster,
    int generation,
    String trustDomain,
    KeyKind key,
    Duration validity) {
  public IntermediateRequest {
    Subjects.requireName(mesh);
    Subjects.requireName(cluster);
    Subjects.requireName(trustDomain);
    Subjects.requireGeneration(generation);
    Subjects.requireValidity(validity);
    Objects.requireNonNull(key);
  }

  /** The subject that its certificate has, as {@link CertificateFacts#subject} writes it. */
  public String subject() {
    return Subjects.intermediate(this).toString();
  }
}
