package dev.meshgen.conformance;

import dev.meshgen.seal.sops.SopsDouble;
import dev.meshgen.seal.sops.age.AgeIdentity;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A sealed file, and who opens it. */
record Sealed(Rendering rendering, String path) {

  /** The identities of its recipients, by recipient, in the order of the file. */
  List<AgeIdentity> identities() {
    Map<String, AgeIdentity> byRecipient = new TreeMap<>();
    rendering
        .identities()
        .values()
        .forEach(each -> byRecipient.put(each.recipient().toString(), each));
    return recipients().stream()
        .map(
            recipient -> {
              AgeIdentity identity = byRecipient.get(recipient);
              if (identity == null) {
                throw new AssertionError(path + " is sealed to a stranger: " + recipient);
              }
              return identity;
            })
        .toList();
  }

  /** Whether no key opens it, only services that know their callers. */
  static boolean isForServicesAlone(JsonNode sops) {
    return Stream.of("kms", "gcp_kms").anyMatch(sops::has)
        && Stream.of("age", "pgp").noneMatch(sops::has);
  }

  /** The recipients that the file names. */
  List<String> recipients() {
    return rendering.manifest(path).list("/sops/age").stream()
        .map(entry -> entry.path("recipient").asString())
        .toList();
  }

  /** Whether no gpg and no service is asked when it is sealed again. */
  boolean isForAgeAlone() {
    JsonNode sops = rendering.yaml(path).path("sops");
    return Stream.of("gcp_kms", "kms", "pgp").noneMatch(sops::has);
  }

  /**
   * What sops makes of it with the identity of its first recipient; its MAC is verified. Keys of
   * services are those of the double that wrapped the data key.
   */
  JsonNode opened() {
    if (identities().isEmpty()) {
      return ConsumerYaml.readOne(SopsDouble.open(rendering.files().get(path)));
    }
    Tool.Run run = Tool.SOPS.in(rendering.folder(), key(identities().get(0)), "decrypt", path);
    return ConsumerYaml.readOne(run.succeeded());
  }

  /** The environment in which sops finds exactly one identity. */
  static Map<String, String> key(AgeIdentity identity) {
    return Map.of("SOPS_AGE_KEY", text(identity));
  }

  /** The environment in which sops finds every identity of a rendering. */
  static Map<String, String> keys(Rendering rendering) {
    StringBuilder keys = new StringBuilder();
    rendering.identities().values().forEach(each -> keys.append(text(each)).append('\n'));
    return Map.of("SOPS_AGE_KEY", keys.toString());
  }

  private static String text(AgeIdentity identity) {
    return new String(identity.text().copy(), StandardCharsets.US_ASCII);
  }
}
