package dev.meshgen.report;

import java.util.List;
import java.util.Optional;

/**
 * What a picture of a mesh shows, whatever draws it.
 *
 * @param title name of the mesh
 * @param groups boxes with nodes in them
 * @param more what it leaves out, in words
 * @param hub what networks reach each other through, if any do
 * @param control from nodes to those whose istiod serves them
 */
public record MeshPicture(
    String title,
    List<Group> groups,
    Optional<String> more,
    Optional<Hub> hub,
    List<Edge> control) {
  public MeshPicture {
    groups = List.copyOf(groups);
    control = List.copyOf(control);
  }

  /**
   * What is between networks that reach each other.
   *
   * @param port at which they do, if it is the same for all
   */
  public record Hub(Optional<Integer> port) {
    String title() {
      return "east-west gateways" + port.map(number -> ", port " + number).orElse("");
    }
  }

  /**
   * A box.
   *
   * @param title empty for one that is not drawn around its nodes
   * @param linked whether other networks reach it, as a whole
   */
  public record Group(String id, String title, boolean linked, List<Node> nodes) {
    public Group {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * A cluster, or several as one.
   *
   * @param lines what else is said of it
   * @param linked whether other networks reach it; of one in a box, the box says so
   * @param mark what a comparison says of it; the lines say it too
   */
  public record Node(
      String id,
      String title,
      List<String> lines,
      boolean linked,
      Tone tone,
      Optional<PictureMarks.Kind> mark) {
    public Node {
      lines = List.copyOf(lines);
    }
  }

  /** From one node to another. */
  public record Edge(String from, String to, String label) {}

  /** How far what it signs with is on its way to its end; the worst of several. */
  public enum Tone {
    UNKNOWN("unknown", "no certificate here", "#f2f2f2", "#8a8a8a"),
    VALID("valid", "intermediate valid", "#e3f4e4", "#2e7d32"),
    DUE("due", "intermediate in its last third", "#fff3d6", "#b26a00"),
    EXPIRED("expired", "intermediate expired", "#fde0e0", "#c62828");

    private final String id;
    private final String words;
    private final String fill;
    private final String stroke;

    Tone(String id, String words, String fill, String stroke) {
      this.id = id;
      this.words = words;
      this.fill = fill;
      this.stroke = stroke;
    }

    String id() {
      return id;
    }

    /** For a legend. */
    String words() {
      return words;
    }

    String fill() {
      return fill;
    }

    String stroke() {
      return stroke;
    }

    Tone worse(Tone other) {
      return compareTo(other) > 0 ? this : other;
    }
  }

  /** Every node. */
  List<Node> nodes() {
    return groups.stream().flatMap(group -> group.nodes().stream()).toList();
  }

  /** The marks that it has. */
  List<PictureMarks.Kind> marks() {
    return nodes().stream().flatMap(node -> node.mark().stream()).distinct().sorted().toList();
  }

  /** The tones that it has, the best first. */
  List<Tone> tones() {
    return nodes().stream().map(Node::tone).distinct().sorted().toList();
  }
}
