package dev.meshgen.report;

import dev.meshgen.report.MeshPicture.Edge;
import dev.meshgen.report.MeshPicture.Group;
import dev.meshgen.report.MeshPicture.Hub;
import dev.meshgen.report.MeshPicture.Node;

/** A picture in the language of Graphviz. */
public final class DotPicture {
  private final MeshPicture picture;
  private final StringBuilder text = new StringBuilder();

  private DotPicture(MeshPicture picture) {
    this.picture = picture;
  }

  /** The text. */
  public static String of(MeshPicture picture) {
    return new DotPicture(picture).write();
  }

  private String write() {
    text.append("digraph ").append(quoted(picture.title())).append(" {\n");
    // From left to right: above each other, thirty networks fit a page, and beside each other not.
    text.append("  compound=true;\n  rankdir=LR;\n  fontname=Helvetica;\n");
    text.append("  node [shape=box, style=\"rounded,filled\", fontname=Helvetica];\n");
    text.append("  edge [fontname=Helvetica];\n");
    for (Group group : picture.groups()) {
      boolean boxed = !group.title().isEmpty();
      if (boxed) {
        text.append("  subgraph ").append(quoted(box(group))).append(" {\n    label=");
        text.append(quoted(group.title())).append(";\n");
      }
      group.nodes().forEach(node -> node(boxed ? "    " : "  ", node));
      text.append(boxed ? "  }\n" : "");
    }
    picture.hub().map(Hub::title).ifPresent(this::hub);
    for (Edge edge : picture.control()) {
      text.append("  ").append(quoted(edge.from())).append(" -> ").append(quoted(edge.to()));
      text.append(" [style=dashed, label=").append(quoted(edge.label())).append("];\n");
    }
    return text.append("}\n").toString();
  }

  /** Graphviz draws a box around a subgraph with such a name. */
  private static String box(Group group) {
    return "cluster network " + group.id();
  }

  private void node(String indent, Node node) {
    StringBuilder words = new StringBuilder(node.title());
    node.lines().forEach(line -> words.append('\n').append(line));
    text.append(indent).append(quoted(node.id())).append(" [label=");
    text.append(quoted(words.toString())).append(", fillcolor=\"").append(node.tone().fill());
    text.append("\", color=\"").append(node.tone().stroke()).append("\"];\n");
  }

  private void hub(String title) {
    String hub = quoted("east-west gateways");
    text.append("  ").append(hub).append(" [shape=oval, label=").append(quoted(title));
    text.append("];\n");
    for (Group group : picture.groups()) {
      if (group.linked() && !group.nodes().isEmpty()) {
        text.append("  ").append(quoted(group.nodes().get(0).id())).append(" -> ").append(hub);
        text.append(" [dir=both, ltail=").append(quoted(box(group))).append("];\n");
      }
      for (Node node : group.nodes()) {
        if (node.linked()) {
          text.append("  ").append(quoted(node.id())).append(" -> ").append(hub);
          text.append(" [dir=both];\n");
        }
      }
    }
  }

  private static String quoted(String words) {
    return '"' + words.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
