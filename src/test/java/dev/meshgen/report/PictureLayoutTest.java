package dev.meshgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.report.MeshPicture.Edge;
import dev.meshgen.report.MeshPicture.Group;
import dev.meshgen.report.MeshPicture.Hub;
import dev.meshgen.report.MeshPicture.Node;
import dev.meshgen.report.MeshPicture.Tone;
import dev.meshgen.report.PictureLayout.Box;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** Whatever a mesh looks like, its picture can be read. */
final class PictureLayoutTest {
  private static MeshPicture random(Random random) {
    List<Group> groups = new ArrayList<>();
    int nodes = 0;
    for (int i = random.nextInt(20); i >= 0; i--) {
      List<Node> own = new ArrayList<>();
      for (int j = random.nextInt(random.nextInt(40) + 1); j >= 0; j--) {
        List<String> lines = new ArrayList<>();
        for (int k = random.nextInt(6); k > 0; k--) {
          lines.add("a line");
        }
        List<Tone> tones = List.of(Tone.values());
        Tone tone = tones.get(random.nextInt(tones.size()));
        own.add(
            new Node("n" + nodes++, "node", lines, random.nextBoolean(), tone, Optional.empty()));
      }
      String title = random.nextInt(4) == 0 ? "" : "group";
      groups.add(new Group("g" + i, title, random.nextBoolean(), own));
    }
    Optional<Hub> hub =
        random.nextBoolean() ? Optional.of(new Hub(Optional.of(443))) : Optional.empty();
    List<Edge> control = List.of(new Edge("n0", "n1", "istiod"));
    return new MeshPicture("mesh", groups, Optional.empty(), hub, control);
  }

  @Test
  void nothingOverlapsAndNothingIsOutside() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      MeshPicture picture = random(random);
      PictureLayout layout = PictureLayout.of(picture);
      apart(layout.groups());
      apart(List.copyOf(layout.nodes().values()));
      for (int i = 0; i < picture.groups().size(); i++) {
        for (Node node : picture.groups().get(i).nodes()) {
          assertThat(within(layout.nodes().get(node.id()), layout.groups().get(i))).isTrue();
        }
      }
      Box page = new Box(0, 0, layout.width(), layout.legend());
      assertThat(layout.groups()).allMatch(box -> within(box, page));
      if (picture.hub().isPresent()) {
        assertThat(layout.groups())
            .allMatch(box -> box.y() > layout.hub().y() + layout.hub().height());
      }
      assertThat(layout.legend()).isLessThan(layout.height());
    }
  }

  private static void apart(List<Box> boxes) {
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i; j++) {
        Box one = boxes.get(i);
        Box other = boxes.get(j);
        boolean overlap =
            one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
        assertThat(overlap).as("%s and %s", one, other).isFalse();
      }
    }
  }

  private static boolean within(Box inner, Box outer) {
    return inner.x() >= outer.x()
        && inner.y() >= outer.y()
        && inner.x() + inner.width() <= outer.x() + outer.width()
        && inner.y() + inner.height() <= outer.y() + outer.height();
  }

  /** A name ends no element, string or label. */
  @Test
  void hostileNamesStayNames() throws Exception {
    String name = "<script>alert(\"x\")</script>\\\" ]]> & #quot; --";
    Node node = new Node(name, name, List.of(name), true, Tone.DUE, Optional.empty());
    MeshPicture picture =
        new MeshPicture(
            name,
            List.of(new Group(name, name, true, List.of(node))),
            Optional.of(name),
            Optional.of(new Hub(Optional.empty())),
            List.of());
    String svg = SvgPicture.of(picture);
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("script")
                .getLength())
        .isZero();
    assertThat(DotPicture.of(picture)).contains("\\\\\\\" ]]>").doesNotContain("(\"x\")");
    assertThat(MermaidPicture.of(picture).lines())
        .filteredOn(line -> line.contains("script") && line.contains("["))
        .allMatch(line -> line.chars().filter(c -> c == '"').count() == 2);
  }
}
