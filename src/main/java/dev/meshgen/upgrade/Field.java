package dev.meshgen.upgrade;

import java.util.List;
import java.util.Optional;

/**
 * What a step wants of a cluster's settings.
 *
 * @param path below {@code spec}
 * @param value empty when it is to go
 */
record Field(List<String> path, Optional<String> value) {
  static final List<String> CANARY = List.of("istio", "canary");

  static Field version(String version) {
    return new Field(List.of("istio", "version"), Optional.of(version));
  }

  static Field revision(String revision) {
    return new Field(List.of("istio", "revision"), Optional.of(revision));
  }

  static Field canaryVersion(String version) {
    return new Field(List.of("istio", "canary", "version"), Optional.of(version));
  }

  static Field canaryRevision(String revision) {
    return new Field(List.of("istio", "canary", "revision"), Optional.of(revision));
  }

  static Field tag(String tag, String revision) {
    return new Field(List.of("istio", "tags", tag), Optional.of(revision));
  }

  static Field noCanary() {
    return new Field(CANARY, Optional.empty());
  }
}
