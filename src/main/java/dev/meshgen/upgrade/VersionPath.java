package dev.meshgen.upgrade;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.istio.SailOperator;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.model.Revisions.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From minor to minor, each by the newest patch that is known: Istio supports no wider step. */
final class VersionPath {
  private final IstioCatalog catalog;
  private final IstioVersion to;

  VersionPath(IstioCatalog catalog, IstioVersion to) {
    this.catalog = catalog;
    this.to = to;
  }

  /**
   * The control plane that comes next: a canary that somebody has started with, or else the version
   * on the way to the last; empty when every cluster is there.
   */
  Optional<Revision> next(Mesh mesh) {
    Optional<Canary> started = started(mesh);
    if (started.isPresent()) {
      return started.map(canary -> new Revision(canary.revision(), canary.version()));
    }
    IstioVersion oldest = oldest(mesh);
    return oldest.compareTo(to) >= 0 ? Optional.empty() : Optional.of(named(after(oldest, mesh)));
  }

  /** The versions on the way, the last one included, from where the mesh is now. */
  List<IstioVersion> versions(Mesh mesh) {
    List<IstioVersion> versions = new ArrayList<>();
    started(mesh).ifPresent(canary -> versions.add(SpecVersions.of(canary.version())));
    IstioVersion at = versions.isEmpty() ? oldest(mesh) : versions.get(0);
    while (at.compareTo(to) < 0) {
      at = SpecVersions.of(after(at, mesh));
      versions.add(at);
    }
    return versions;
  }

  private static Optional<Canary> started(Mesh mesh) {
    for (Cluster cluster : mesh.clusters()) {
      Optional<Canary> canary = cluster.istio().revisions().canary();
      if (canary.isPresent()) {
        return canary;
      }
    }
    return Optional.empty();
  }

  static IstioVersion oldest(Mesh mesh) {
    IstioVersion oldest = null;
    for (Cluster cluster : mesh.clusters()) {
      IstioVersion version = SpecVersions.of(cluster.istio().version());
      oldest = oldest == null || version.compareTo(oldest) < 0 ? version : oldest;
    }
    return oldest;
  }

  private String after(IstioVersion oldest, Mesh mesh) {
    for (MinorVersion line : catalog.minors().tailSet(oldest.line())) {
      if (line.compareTo(oldest.line()) > 0 && line.compareTo(to.line()) < 0) {
        return line + "." + newestPatch(line, mesh);
      }
    }
    return to.toString();
  }

  /** An operator installs what is built into it, which may not be the newest. */
  private int newestPatch(MinorVersion line, Mesh mesh) {
    int newest = catalog.find(line).orElseThrow().patches().newest();
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.istio().install() == Install.SAIL) {
        return Math.min(newest, SailOperator.builtIn().newestPatch(line).orElse(newest));
      }
    }
    return newest;
  }

  private static Revision named(String version) {
    return new Revision(version.replace('.', '-').toLowerCase(Locale.ROOT), version);
  }
}
