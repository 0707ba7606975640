package dev.meshgen.report;

import dev.meshgen.report.MeshPicture.Group;
import dev.meshgen.report.MeshPicture.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything in a picture is: groups in rows about as wide as all of it is high, nodes in
 * columns in them. Nothing overlaps. In pixels.
 *
 * @param hub above all; empty if there is no such thing
 * @param groups in the order of the picture
 * @param nodes by id
 * @param legend its height, below all
 */
record PictureLayout(
    int width, int height, Box hub, List<Box> groups, Map<String, Box> nodes, int legend) {
  /** Between boxes. */
  static final int GAP = 24;

  /** Above the nodes of a group. */
  static final int HEADER = 28;

  /** Width of a node. */
  static final int NODE = 236;

  private static final int LINE = 16;
  private static final int PADDING = 12;
  private static final int MOST_COLUMNS = 12;
  private static final double WIDE = 1.4;

  PictureLayout {
    groups = List.copyOf(groups);
    nodes = Map.copyOf(nodes);
  }

  /** A rectangle. */
  record Box(int x, int y, int width, int height) {}

  /** A group before it has a place. */
  private record Sized(Group group, int columns, int row, int width, int height) {
    static Sized of(Group group) {
      boolean boxed = !group.title().isEmpty();
      int count = Math.max(1, group.nodes().size());
      int columns = Math.min(MOST_COLUMNS, (int) Math.ceil(Math.sqrt(count * WIDE / 2)));
      int row = group.nodes().stream().mapToInt(PictureLayout::height).max().orElse(0) + gap(boxed);
      int rows = (count + columns - 1) / columns;
      return new Sized(
          group,
          columns,
          row,
          columns * (NODE + gap(boxed)) + gap(boxed) - (boxed ? 0 : 2 * GAP),
          rows * row + (boxed ? HEADER + PADDING : 0));
    }

    /** Nodes without a box around them have lines between them. */
    static int gap(boolean boxed) {
      return boxed ? PADDING : GAP;
    }
  }

  static PictureLayout of(MeshPicture picture) {
    List<Sized> sized = picture.groups().stream().map(Sized::of).toList();
    double area = 0;
    int widest = 0;
    for (Sized each : sized) {
      area += (double) (each.width() + GAP) * (each.height() + GAP);
      widest = Math.max(widest, each.width());
    }
    int limit = Math.max(widest, (int) Math.sqrt(area * WIDE));
    int top = picture.hub().isPresent() ? GAP + HEADER + GAP : GAP;
    return new Rows(limit, top).place(sized, picture.hub().isPresent());
  }

  private static int height(Node node) {
    return LINE * (node.lines().size() + 1) + PADDING;
  }

  /** Fills one row after the other. */
  private static final class Rows {
    private final int limit;
    private final int top;
    private final List<Box> groups = new ArrayList<>();
    private final Map<String, Box> nodes = new LinkedHashMap<>();

    Rows(int limit, int top) {
      this.limit = limit;
      this.top = top;
    }

    PictureLayout place(List<Sized> sized, boolean hub) {
      int x = GAP;
      int y = top;
      int tallest = 0;
      int right = 0;
      for (Sized each : sized) {
        if (x > GAP && x + each.width() > GAP + limit) {
          x = GAP;
          y += tallest + GAP;
          tallest = 0;
        }
        groups.add(new Box(x, y, each.width(), each.height()));
        nodes(each, x, y);
        x += each.width() + GAP;
        right = Math.max(right, x);
        tallest = Math.max(tallest, each.height());
      }
      int legend = y + tallest + 2 * GAP;
      int width = Math.max(right, NODE * 3);
      return new PictureLayout(
          width,
          legend + GAP + LINE,
          hub ? new Box(GAP / 4, GAP, width - GAP / 2, HEADER) : new Box(0, 0, 0, 0),
          groups,
          nodes,
          legend);
    }

    private void nodes(Sized each, int x, int y) {
      boolean boxed = !each.group().title().isEmpty();
      int gap = Sized.gap(boxed);
      List<Node> all = each.group().nodes();
      for (int i = 0; i < all.size(); i++) {
        int column = i % each.columns();
        int row = i / each.columns();
        nodes.put(
            all.get(i).id(),
            new Box(
                x + (boxed ? gap : 0) + column * (NODE + gap),
                y + (boxed ? HEADER : 0) + row * each.row(),
                NODE,
                height(all.get(i))));
      }
    }
  }
}
