package dev.meshgen.report;

import dev.meshgen.diagnostic.MarkupText;
import dev.meshgen.report.MeshPicture.Edge;
import dev.meshgen.report.MeshPicture.Group;
import dev.meshgen.report.MeshPicture.Hub;
import dev.meshgen.report.MeshPicture.Node;
import dev.meshgen.report.MeshPicture.Tone;
import dev.meshgen.report.PictureLayout.Box;
import java.util.List;
import java.util.Map;

/** A picture as SVG, laid out here: boxes in rows, light or dark as the viewer is. */
public final class SvgPicture {
  private static final int LINE = 16;
  private static final int INSET = 10;
  private static final int FRAME = 4;

  /** As many characters as fit the width of a node. */
  private static final int LONGEST = 33;

  /** Of a picture in a page, for the page's own style sheet. */
  public static final String STYLE =
      """
      .mesh text { font: 12px system-ui, sans-serif; fill: #1a1a1a; }
      .mesh .title, .mesh .said { font-weight: 600; }
      .mesh .page { fill: #ffffff; }
      .mesh .group { fill: #ffffff; stroke: #8a8a8a; }
      .mesh .link { stroke: #1565c0; stroke-width: 1.5; fill: none; }
      .mesh .hub { fill: #e3effc; stroke: #1565c0; }
      .mesh .control { stroke: #6a1b9a; stroke-width: 1.2; stroke-dasharray: 5 3; fill: none; }
      .mesh .mark { stroke: #1a1a1a; stroke-width: 2.5; fill: none; }
      .mesh .added { stroke: #2e7d32; }
      .mesh .removed { stroke: #c62828; stroke-dasharray: 6 4; }
      @media screen and (prefers-color-scheme: dark) {
        .mesh text { fill: #f0f0f0; }
        .mesh .page, .mesh .group { fill: #16181c; }
        .mesh .hub { fill: #14273d; stroke: #64b5f6; }
        .mesh .link { stroke: #64b5f6; }
        .mesh .control { stroke: #ce93d8; }
        .mesh .unknown { fill: #2a2d32; }
        .mesh .valid { fill: #1b3a20; }
        .mesh .due { fill: #40300f; }
        .mesh .expired { fill: #451c1c; }
        .mesh .mark { stroke: #f0f0f0; }
        .mesh .added { stroke: #81c784; }
        .mesh .removed { stroke: #ef9a9a; }
      }
      """;

  private final MeshPicture picture;
  private final PictureLayout layout;
  private final StringBuilder text = new StringBuilder();

  private SvgPicture(MeshPicture picture) {
    this.picture = picture;
    this.layout = PictureLayout.of(picture);
  }

  /** A whole file. */
  public static String of(MeshPicture picture) {
    return new SvgPicture(picture).write("<style>\n" + STYLE + "</style>\n");
  }

  /** An element of a page that has {@link #STYLE}. */
  public static String inPage(MeshPicture picture) {
    return new SvgPicture(picture).write("");
  }

  /** How wide a picture is, in pixels. */
  public static int width(MeshPicture picture) {
    return PictureLayout.of(picture).width();
  }

  private String write(String style) {
    text.append(
        "<svg class=\"mesh\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ");
    text.append(layout.width()).append(' ').append(layout.height()).append("\" width=\"");
    text.append(layout.width()).append("\" height=\"").append(layout.height()).append("\">\n");
    text.append("<title>mesh ").append(MarkupText.text(picture.title())).append("</title>\n");
    text.append(style);
    text.append("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
    picture.hub().map(Hub::title).ifPresent(this::hub);
    for (int i = 0; i < picture.groups().size(); i++) {
      group(picture.groups().get(i), layout.groups().get(i));
    }
    // Below the nodes, so that no line crosses a word.
    picture.control().forEach(this::control);
    picture.nodes().forEach(node -> node(node, layout.nodes().get(node.id())));
    legend();
    return text.append("</svg>\n").toString();
  }

  private void hub(String title) {
    Box box = layout.hub();
    for (int i = 0; i < picture.groups().size(); i++) {
      Group group = picture.groups().get(i);
      if (group.linked()) {
        link(layout.groups().get(i), box);
      }
      group.nodes().stream()
          .filter(Node::linked)
          .forEach(node -> link(layout.nodes().get(node.id()), box));
    }
    rect("hub", box, "");
    words("", box.x() + INSET, box.y() + LINE + 2, title);
  }

  /** Down the gap to its left, which is free, and into its side. */
  private void link(Box box, Box hub) {
    int x = box.x() - PictureLayout.GAP / 2;
    int y = box.y() + PictureLayout.HEADER / 2;
    text.append("<path class=\"link\" d=\"M").append(x).append(' ');
    text.append(hub.y() + hub.height()).append(" V").append(y).append(" H").append(box.x());
    text.append("\"/>\n");
  }

  private void group(Group group, Box box) {
    if (!group.title().isEmpty()) {
      rect("group", box, "");
      words("title", box.x() + INSET, box.y() + LINE + 2, group.title());
    }
  }

  private void node(Node node, Box box) {
    text.append("<g>");
    text.append("<title>")
        .append(MarkupText.text(node.title() + ": " + String.join("; ", node.lines())));
    text.append("</title>\n");
    rect(
        node.tone().id(),
        box,
        " fill=\"" + node.tone().fill() + "\" stroke=\"" + node.tone().stroke() + "\"");
    words("title", box.x() + INSET, box.y() + LINE + 2, node.title());
    List<String> lines = node.lines();
    for (int i = 0; i < lines.size(); i++) {
      boolean said = node.mark().isPresent() && i == lines.size() - 1;
      words(said ? "said" : "", box.x() + INSET, box.y() + LINE * (i + 2) + 2, lines.get(i));
    }
    node.mark().ifPresent(mark -> frame(mark, box));
    text.append("</g>\n");
  }

  /** Around a node, in the gap that every node has around it. */
  private void frame(PictureMarks.Kind mark, Box box) {
    rect(
        "mark " + mark.id(),
        new Box(
            box.x() - FRAME, box.y() - FRAME, box.width() + 2 * FRAME, box.height() + 2 * FRAME),
        "");
  }

  private void control(Edge edge) {
    Map<String, Box> nodes = layout.nodes();
    Box from = nodes.get(edge.from());
    Box to = nodes.get(edge.to());
    if (from == null || to == null) {
      return;
    }
    int x1 = from.x() + from.width() / 2;
    int y1 = from.y() + from.height();
    int x2 = to.x() + to.width() / 2;
    int y2 = to.y() + to.height();
    int sag = Math.max(y1, y2) + PictureLayout.GAP;
    text.append("<path class=\"control\" d=\"M").append(x1).append(' ').append(y1);
    text.append(" C").append(x1).append(' ').append(sag).append(' ').append(x2).append(' ');
    text.append(sag).append(' ').append(x2).append(' ').append(y2).append("\"><title>");
    text.append(MarkupText.text(edge.from() + " is served by the istiod of " + edge.to()));
    text.append("</title></path>\n");
  }

  private void legend() {
    int x = PictureLayout.GAP;
    int y = layout.legend();
    for (Tone tone : picture.tones()) {
      rect(
          tone.id(),
          new Box(x, y, LINE, LINE),
          " fill=\"" + tone.fill() + "\" stroke=\"" + tone.stroke() + "\"");
      words("", x + LINE + INSET / 2, y + LINE - 3, tone.words());
      x += PictureLayout.NODE;
    }
    for (PictureMarks.Kind mark : picture.marks()) {
      rect("mark " + mark.id(), new Box(x, y, LINE, LINE), "");
      words("", x + LINE + INSET / 2, y + LINE - 3, mark.id());
      x += PictureLayout.NODE / 2;
    }
    if (!picture.control().isEmpty()) {
      text.append("<path class=\"control\" d=\"M").append(x).append(' ').append(y + LINE / 2);
      text.append(" h").append(LINE * 2).append("\"/>\n");
      words("", x + LINE * 2 + INSET / 2, y + LINE - 3, "is served by the istiod of");
    }
  }

  private void rect(String style, Box box, String more) {
    text.append("<rect class=\"").append(style).append("\" x=\"").append(box.x());
    text.append("\" y=\"").append(box.y()).append("\" width=\"").append(box.width());
    text.append("\" height=\"").append(box.height()).append("\" rx=\"6\"").append(more);
    text.append("/>\n");
  }

  private void words(String style, int x, int y, String words) {
    String shown = words.length() > LONGEST ? words.substring(0, LONGEST - 1) + "…" : words;
    text.append("<text class=\"").append(style).append("\" x=\"").append(x).append("\" y=\"");
    text.append(y).append("\">").append(MarkupText.text(shown)).append("</text>\n");
  }
}
