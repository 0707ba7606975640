package dev.meshgen.issue;

import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRequest;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.SecretPlan;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is written beside a secret in the store: all that is public of it, so that an interrupted
 * run can go on without reading it.
 */
final class StoredDescription {
  static final String INPUTS = "meshgen-inputs";
  static final String GENERATION = "meshgen-generation";
  static final String PUBLIC_KEY = "meshgen-public-key";
  static final String CERTIFICATES = "meshgen-certificates";
  static final String REQUEST = "meshgen-request";
  static final String LIST = "meshgen-revocations";
  private static final String NOT_AFTER = "meshgen-not-after";
  private static final String SERVER = "meshgen-server";

  private final SortedMap<String, String> facts = new TreeMap<>();

  /**
   * Of a secret of which nothing more is known.
   *
   * @param inputs SHA-256, in hex, of what shaped it
   */
  StoredDescription(Mesh mesh, SecretPlan secret, String inputs) {
    facts.put("meshgen-mesh", mesh.name());
    facts.put("meshgen-cluster", secret.owner());
    facts.put(INPUTS, inputs);
  }

  /**
   * Of a key with its certificate.
   *
   * @param chain its own certificate and those that lead to a root, in PEM
   */
  StoredDescription certified(LockedCertificate certificate, String chain) {
    facts.put(GENERATION, String.valueOf(certificate.generation()));
    facts.put(PUBLIC_KEY, certificate.publicKey());
    facts.put(NOT_AFTER, certificate.notAfter().toString());
    facts.put(CERTIFICATES, chain);
    return this;
  }

  /** Of an intermediate that says what it has revoked, in PEM. */
  StoredDescription listing(String list) {
    facts.put(LIST, list);
    return this;
  }

  /** Of a key that waits for its certificate: the request for it, in PEM, says all. */
  StoredDescription requested(LockedRequest request, String pem) {
    facts.put(GENERATION, String.valueOf(request.generation()));
    facts.put(PUBLIC_KEY, request.publicKey());
    facts.put(REQUEST, pem);
    return this;
  }

  StoredDescription reaching(CredentialFacts credential) {
    facts.put(SERVER, credential.server().address());
    credential.expires().ifPresent(end -> facts.put(NOT_AFTER, end.toString()));
    return this;
  }

  /** By name. */
  SortedMap<String, String> facts() {
    return Collections.unmodifiableSortedMap(facts);
  }
}
