package dev.meshgen.upgrade;

import java.util.List;
import java.util.Optional;

/**
 * A setting that a step requires for a cluster.
 *
 * @param path below {@code spec}
 * @param value empty when it is to go
 */
record WantedSetting(List<String> path, Optional<String> value) {
  static final List<String> CANARY = List.of("istio", "canary");

  static WantedSetting version(String version) {
    return new WantedSetting(List.of("istio", "version"), Optional.of(version));
  }

  static WantedSetting revision(String revision) {
    return new WantedSetting(List.of("istio", "revision"), Optional.of(revision));
  }

  static WantedSetting canaryVersion(String version) {
    return new WantedSetting(List.of("istio", "canary", "version"), Optional.of(version));
  }

  static WantedSetting canaryRevision(String revision) {
    return new WantedSetting(List.of("istio", "canary", "revision"), Optional.of(revision));
  }

  static WantedSetting tag(String tag, String revision) {
    return new WantedSetting(List.of("istio", "tags", tag), Optional.of(revision));
  }

  static WantedSetting noRevision() {
    return new WantedSetting(List.of("istio", "revision"), Optional.empty());
  }

  static WantedSetting noTag(String tag) {
    return new WantedSetting(List.of("istio", "tags", tag), Optional.empty());
  }

  static WantedSetting noCanary() {
    return new WantedSetting(CANARY, Optional.empty());
  }
}
