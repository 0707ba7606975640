package dev.meshgen.authority.certmanager;

import dev.meshgen.model.Mesh;
import dev.meshgen.model.Validity;
import dev.meshgen.spec.TypedFields;
import java.util.Optional;

/**
 * What a spec says of cert-manager.
 *
 * @param issuer that signs in every cluster
 * @param renewBefore how long before its end an intermediate is renewed, if the spec says
 */
record CertManagerSettings(Issuer issuer, Optional<Validity> renewBefore) {

  /** A reference to an issuer, as in {@code Certificate.spec.issuerRef}. */
  record Issuer(String name, String kind, String group) {}

  static CertManagerSettings of(Mesh mesh) {
    TypedFields settings = new TypedFields(mesh.trust().authority().settings().root());
    TypedFields issuer = settings.in("issuer");
    return new CertManagerSettings(
        new Issuer(
            issuer.text("name").orElseThrow(),
            issuer.text("kind").orElseThrow(),
            issuer.text("group").orElseThrow()),
        settings.text("renewBefore").flatMap(Validity::parse));
  }
}
