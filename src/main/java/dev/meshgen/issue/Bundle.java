package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.StoredFacts;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.tree.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Seals what the store is to keep and no run can write there, until something else has imported it.
 * Each has the path that it would have had. Safe for use by several threads.
 *
 * <p>What waits follows the file that says where it is kept: it moves with it, and goes with it.
 */
final class Bundle {
  private final MeshPlan plan;
  private final Sealing sealing;
  private final Map<String, Sealed> made = new ConcurrentHashMap<>();

  Bundle(MeshPlan plan, Sealing sealing) {
    this.plan = plan;
    this.sealing = sealing;
  }

  /**
   * Seals what is to be kept.
   *
   * @param secrets by name; not closed
   */
  void add(SecretPlan secret, StoredFacts at, Map<String, SecretBytes> secrets) {
    SecretPlan bundled = plan.bundled(secret).orElseThrow().holding(at.mount(), at.path());
    // Not closed: its secrets are the caller's.
    SecretManifest manifest = BundledSecret.manifest(bundled, secrets);
    try {
      String header = Header.line(bundled.path(), plan.mesh().name());
      byte[] bytes = SopsFile.seal(manifest, bundled.recipients(), sealing, header);
      made.put(
          bundled.inputs(),
          SealSecret.described(bundled, bytes, Optional.empty(), Optional.empty()));
    } catch (SealException e) {
      throw new CannotSealException(bundled, e);
    }
  }

  /** All files of a run, of which those in the bundle are kept that something still points to. */
  List<Sealed> settle(List<Sealed> all) {
    Map<String, Sealed> waiting = new TreeMap<>();
    List<Sealed> settled = new ArrayList<>();
    for (Sealed each : all) {
      if (each.secret().kind() == SecretPlan.Kind.BUNDLED) {
        waiting.put(each.facts().inputs(), each);
      } else {
        settled.add(each);
      }
    }
    waiting.putAll(made);
    for (Sealed each : List.copyOf(settled)) {
      each.facts()
          .stored()
          .map(at -> waiting.get(SecretPlan.placed(at.mount(), at.path())))
          .map(found -> found.as(plan.bundled(each.secret()).orElseThrow()))
          .ifPresent(settled::add);
    }
    return settled;
  }
}
