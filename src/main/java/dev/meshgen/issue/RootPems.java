package dev.meshgen.issue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The certificates of the roots that clusters trust, by their SHA-256. Safe for use by several
 * threads at once.
 */
final class RootPems {
  private final Map<String, String> pems = new ConcurrentHashMap<>();

  /** Those that the tree shows. */
  static RootPems of(CommittedSecrets committed) {
    RootPems found = new RootPems();
    committed
        .root()
        .ifPresent(
            facts ->
                committed.rootPem(facts.sha256()).ifPresent(pem -> found.add(facts.sha256(), pem)));
    committed
        .rotation()
        .ifPresent(
            facts ->
                committed.rootPem(facts.sha256()).ifPresent(pem -> found.add(facts.sha256(), pem)));
    return found;
  }

  RootPems add(String sha256, String pem) {
    pems.put(sha256, pem);
    return this;
  }

  Optional<String> get(String sha256) {
    return Optional.ofNullable(pems.get(sha256));
  }

  /** All of them, in no particular order. */
  List<String> all() {
    return List.copyOf(pems.values());
  }

  /** Of some roots those that are known, in their order. */
  List<String> known(List<String> roots) {
    return roots.stream().filter(pems::containsKey).toList();
  }

  /** The bundle of some roots. */
  String text(List<String> roots) {
    List<String> all = new ArrayList<>();
    roots.forEach(root -> all.add(pems.get(root)));
    return String.join("", all);
  }
}
