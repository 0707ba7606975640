package dev.meshgen.pki;

import java.util.Objects;

/**
 * What is public of a request for an intermediate.
 *
 * @param publicKeySha256 of the SubjectPublicKeyInfo, lower-case hex: by it, certificates find the
 *     request that they answer
 * @param request what the certificate is to say
 */
public record AskedIntermediate(String publicKeySha256, IntermediateRequest request) {
  public AskedIntermediate {
    Objects.requireNonNull(publicKeySha256);
    Objects.requireNonNull(request);
  }
}
