package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioVersion;
import java.util.List;
import java.util.Optional;

/**
 * The way of a mesh from one version to the next of an upgrade.
 *
 * @param from the oldest version that is left
 * @param notes what this mesh should know of it
 */
public record VersionHop(IstioVersion from, IstioVersion to, List<Note> notes) {

  /** What a note is about. */
  public enum Topic {
    /** What has to be so before. */
    FIRST,
    /** What Istio does otherwise from then on. */
    CHANGE,
    /** A raw value that means nothing any more, or something else. */
    VALUE,
    /** What is known to be wrong with the version. */
    KNOWN
  }

  /**
   * A note.
   *
   * @param text a clause, lower case but for names
   * @param wayOut what to do about it; may be empty
   * @param at the place of the spec that it is about
   */
  public record Note(Topic topic, String text, String wayOut, Optional<Span> at) {}

  public VersionHop {
    notes = List.copyOf(notes);
  }
}
