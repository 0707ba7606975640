package dev.meshgen.report;

import dev.meshgen.render.VerbatimText;
import dev.meshgen.report.MeshPicture.Edge;
import dev.meshgen.report.MeshPicture.Group;
import dev.meshgen.report.MeshPicture.Hub;
import dev.meshgen.report.MeshPicture.Node;
import dev.meshgen.report.MeshPicture.Tone;
import java.util.List;

/** A picture as a Mermaid flowchart, which GitHub and GitLab draw. */
public final class MermaidPicture {
  private static final String BOTH_WAYS = " <--> ";

  private final MeshPicture picture;

  /** Whether the colours of nodes say how long certificates last. */
  private final boolean toned;

  private final StringBuilder text = new StringBuilder();

  private MermaidPicture(MeshPicture picture, boolean toned) {
    this.picture = picture;
    this.toned = toned;
  }

  /** The text. */
  public static String of(MeshPicture picture) {
    return "flowchart LR\n" + new MermaidPicture(picture, true).write();
  }

  /** What is below its first line, without colours, which change from day to day. */
  static List<VerbatimText> plain(MeshPicture picture) {
    return new MermaidPicture(picture, false).writePlain().lines().map(VerbatimText::new).toList();
  }

  private String write() {
    picture.groups().forEach(this::group);
    picture.hub().ifPresent(this::hub);
    picture.control().forEach(this::control);
    for (Tone tone : picture.tones()) {
      text.append("  classDef ").append(tone.id()).append(" fill:").append(tone.fill());
      text.append(",stroke:").append(tone.stroke()).append(",color:#1a1a1a\n");
    }
    return text.toString();
  }

  private String writePlain() {
    picture.groups().forEach(this::group);
    picture.more().ifPresent(words -> text.append("  more").append(label(words)).append('\n'));
    picture.control().forEach(this::control);
    picture.hub().ifPresent(this::links);
    return text.toString();
  }

  private void group(Group group) {
    boolean boxed = !group.title().isEmpty() && !group.nodes().isEmpty();
    if (boxed) {
      text.append("  subgraph ").append(id("n", group.id())).append(label(group.title()));
      text.append('\n');
    } else if (!group.title().isEmpty()) {
      text.append("  ").append(id("n", group.id())).append(label(group.title())).append('\n');
    }
    group.nodes().forEach(node -> node(boxed ? "    " : "  ", node));
    text.append(boxed ? "  end\n" : "");
  }

  private void node(String indent, Node node) {
    StringBuilder words = new StringBuilder(escaped(node.title()));
    node.lines().forEach(line -> words.append("<br/>").append(escaped(line)));
    text.append(indent).append(id("c", node.id())).append("[\"").append(words).append("\"]");
    text.append(toned ? ":::" + node.tone().id() : "").append('\n');
  }

  private void control(Edge edge) {
    text.append("  ").append(id("c", edge.from())).append(" -.->|").append(edge.label());
    text.append("| ").append(id("c", edge.to())).append('\n');
  }

  private void hub(Hub hub) {
    text.append("  gateways([\"").append(escaped(hub.title())).append("\"])\n");
    for (Group group : picture.groups()) {
      if (group.linked()) {
        text.append("  ").append(id("n", group.id())).append(BOTH_WAYS).append("gateways\n");
      }
      for (Node node : group.nodes()) {
        if (node.linked()) {
          text.append("  ").append(id("c", node.id())).append(BOTH_WAYS).append("gateways\n");
        }
      }
    }
  }

  /**
   * Two by one line, more through a node between them, because a line for each pair is a picture of
   * nothing.
   */
  private void links(Hub hub) {
    List<Group> linked = picture.groups().stream().filter(Group::linked).toList();
    if (linked.size() > 2) {
      hub(hub);
      return;
    }
    String way = hub.port().map(port -> " <-->|" + port + "| ").orElse(BOTH_WAYS);
    text.append("  ").append(id("n", linked.get(0).id())).append(way);
    text.append(id("n", linked.get(1).id())).append('\n');
  }

  /**
   * Of a name alone, so that one more network or cluster changes no other line. Mermaid takes
   * letters, digits and underscores; the prefix keeps its own words apart. Two names never share an
   * id: an underscore is a hyphen, an X begins and ends the code of what is written otherwise, and
   * so is an X of the name.
   */
  static String id(String prefix, String name) {
    StringBuilder id = new StringBuilder(prefix).append('_');
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' && c != 'X';
      boolean plain = letter || c >= '0' && c <= '9';
      id.append(plain ? String.valueOf(c) : c == '-' ? "_" : "X" + Integer.toHexString(c) + "X");
    }
    return id.toString();
  }

  private static String label(String words) {
    return "[\"" + escaped(words) + "\"]";
  }

  /** In Mermaid a mark is written as an entity, and so is what would begin one. */
  private static String escaped(String words) {
    return words
        .replace("#", "#35;")
        .replace("\"", "#quot;")
        .replace("<", "#lt;")
        .replace(">", "#gt;");
  }
}
