package dev.meshgen.report;

import dev.meshgen.report.MeshPicture.Group;
import dev.meshgen.report.MeshPicture.Node;
import dev.meshgen.report.MeshPicture.Tone;

/** A picture as a Mermaid flowchart, which GitHub and GitLab draw. */
public final class MermaidPicture {
  private final MeshPicture picture;
  private final StringBuilder text = new StringBuilder("flowchart LR\n");

  private MermaidPicture(MeshPicture picture) {
    this.picture = picture;
  }

  /** The text. */
  public static String of(MeshPicture picture) {
    return new MermaidPicture(picture).write();
  }

  private String write() {
    for (Group group : picture.groups()) {
      boolean boxed = !group.title().isEmpty();
      if (boxed) {
        text.append("  subgraph ").append(id("n", group.id())).append(label(group.title()));
        text.append('\n');
      }
      group.nodes().forEach(node -> node(boxed ? "    " : "  ", node));
      text.append(boxed ? "  end\n" : "");
    }
    picture.hub().ifPresent(this::hub);
    picture
        .control()
        .forEach(
            edge ->
                text.append("  ")
                    .append(id("c", edge.from()))
                    .append(" -.->|")
                    .append(edge.label())
                    .append("| ")
                    .append(id("c", edge.to()))
                    .append('\n'));
    for (Tone tone : picture.tones()) {
      text.append("  classDef ").append(tone.id()).append(" fill:").append(tone.fill());
      text.append(",stroke:").append(tone.stroke()).append(",color:#1a1a1a\n");
    }
    return text.toString();
  }

  private void node(String indent, Node node) {
    StringBuilder words = new StringBuilder(escaped(node.title()));
    node.lines().forEach(line -> words.append("<br/>").append(escaped(line)));
    text.append(indent).append(id("c", node.id())).append("[\"").append(words).append("\"]");
    text.append(":::").append(node.tone().id()).append('\n');
  }

  private void hub(String title) {
    text.append("  gateways([\"").append(escaped(title)).append("\"])\n");
    for (Group group : picture.groups()) {
      if (group.linked()) {
        text.append("  ").append(id("n", group.id())).append(" <--> gateways\n");
      }
      for (Node node : group.nodes()) {
        if (node.linked()) {
          text.append("  ").append(id("c", node.id())).append(" <--> gateways\n");
        }
      }
    }
  }

  private static String id(String prefix, String name) {
    return TopologyGraph.id(prefix, name);
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
