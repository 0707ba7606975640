package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.Advisory;
import dev.meshgen.istio.Applicability;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.DefaultChange;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.KeptDefault;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import dev.meshgen.upgrade.VersionHop.Note;
import dev.meshgen.upgrade.VersionHop.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of the versions on the way that concerns a mesh, from the files of the minors. */
public final class UpgradeNotes {
  private final IstioCatalog catalog;
  private final Topology topology;
  private final Mesh mesh;

  public UpgradeNotes(IstioCatalog catalog, Topology topology) {
    this.catalog = catalog;
    this.topology = topology;
    this.mesh = topology.mesh();
  }

  /** The hops that lead to a version, in order; none when every cluster has it. */
  public List<VersionHop> to(IstioVersion target) {
    List<VersionHop> hops = new ArrayList<>();
    IstioVersion from = VersionPath.oldest(mesh);
    for (IstioVersion next : new VersionPath(catalog, target).versions(mesh)) {
      hops.add(new VersionHop(from, next, notes(from, next)));
      from = next;
    }
    return hops;
  }

  private List<Note> notes(IstioVersion from, IstioVersion to) {
    List<Cluster> moving = new ArrayList<>();
    for (Cluster cluster : mesh.clusters()) {
      if (SpecVersions.of(cluster.istio().version()).compareTo(to) < 0) {
        moving.add(cluster);
      }
    }
    IstioMinor minor = minor(to);
    List<Note> notes = new ArrayList<>();
    if (!from.line().equals(to.line())) {
      notes.addAll(VersionWindows.notes(topology.gatewayApi(), moving, minor(from), minor));
    }
    for (DefaultChange change : changes(from, to)) {
      change(change, from.line(), minor, concerned(change.concerns(), moving))
          .ifPresent(notes::add);
    }
    notes.addAll(ChangedValues.notes(catalog, moving, to));
    for (Advisory advisory : minor.advisoriesFor(to.patch())) {
      if (!concerned(advisory.concerns(), moving).isEmpty()) {
        notes.add(known(advisory));
      }
    }
    return notes;
  }

  private IstioMinor minor(IstioVersion version) {
    return catalog.find(version).orElseThrow();
  }

  /** Some came with a patch, of the minor that is left or of the one that is reached. */
  private List<DefaultChange> changes(IstioVersion from, IstioVersion to) {
    List<DefaultChange> changes = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (DefaultChange change : minor(from).details().changes()) {
      boolean there = change.since() <= from.patch();
      if (there) {
        known.add(change.what());
      } else if (!from.line().equals(to.line()) || change.since() <= to.patch()) {
        known.add(change.what());
        changes.add(change);
      }
    }
    for (DefaultChange change : minor(to).details().changes()) {
      if (change.since() <= to.patch() && !known.contains(change.what())) {
        changes.add(change);
      }
    }
    return changes;
  }

  private List<Cluster> concerned(Applicability concern, List<Cluster> moving) {
    List<Cluster> concerned = new ArrayList<>();
    for (Cluster cluster : moving) {
      if (topology.concerns(concern, cluster)) {
        concerned.add(cluster);
      }
    }
    return concerned;
  }

  private static Optional<Note> change(
      DefaultChange change, MinorVersion before, IstioMinor minor, List<Cluster> concerned) {
    Optional<Span> kept = Optional.empty();
    boolean everywhere = true;
    for (Cluster cluster : concerned) {
      // Its primary's istiod is the one that it is about.
      boolean elsewhere =
          ControlPlanes.isRemote(cluster) && change.keep().containsKey(Chart.ISTIOD);
      if (!elsewhere) {
        Optional<Span> here = KeptDefault.at(change, cluster.istio().values(), before);
        everywhere &= here.isPresent();
        kept = kept.or(() -> here);
      }
    }
    if (concerned.isEmpty()) {
      return Optional.empty();
    }
    String wayOut = everywhere && kept.isPresent() ? "kept as it was" : keep(change, before, minor);
    return Optional.of(new Note(Topic.CHANGE, change.what(), wayOut, kept));
  }

  private static String keep(DefaultChange change, MinorVersion before, IstioMinor minor) {
    if (change.keep().isEmpty()) {
      return "";
    }
    boolean compatible =
        change.compatible()
            && !before.equals(minor.line())
            && minor.details().compatibilityVersions().contains(before.toString());
    return "to keep it as it was: "
        + String.join(" and ", change.toKeep())
        + (compatible ? ", or compatibilityVersion: \"" + before + "\" beside it" : "");
  }

  private static Note known(Advisory advisory) {
    String source = advisory.upstream().isEmpty() ? "" : " (" + advisory.upstream() + ")";
    String wayOut =
        advisory.fixedIn().isPresent()
            ? "fixed in patch " + advisory.fixedIn().getAsInt()
            : "not fixed in any patch of this minor";
    return new Note(Topic.KNOWN, advisory.summary() + source, wayOut, Optional.empty());
  }
}
