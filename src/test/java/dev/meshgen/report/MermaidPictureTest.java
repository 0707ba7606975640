package dev.meshgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A node of a picture is one thing. */
final class MermaidPictureTest {
  /** What names and labels are made of, and what is made of it in an id. */
  private static final String SIGNS = "aX2e-._";

  @Test
  void noTwoNamesShareAnId() {
    Map<String, String> names = new HashMap<>();
    List<String> longest = List.of("");
    for (int length = 0; length < 5; length++) {
      List<String> longer = new ArrayList<>();
      for (String name : longest) {
        SIGNS.chars().forEach(sign -> longer.add(name + (char) sign));
      }
      longer.forEach(name -> distinct(names, name));
      longest = longer;
    }
    Random random = new Random(13);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int j = random.nextInt(20); j >= 0; j--) {
        boolean any = random.nextInt(10) == 0;
        name.append(
            any ? (char) random.nextInt(0xd800) : SIGNS.charAt(random.nextInt(SIGNS.length())));
      }
      distinct(names, name.toString());
    }
    assertThat(names).hasSizeGreaterThan(30_000);
  }

  private static void distinct(Map<String, String> names, String name) {
    String id = MermaidPicture.id("c", name);
    assertThat(id).matches("c_\\w+");
    assertThat(names.putIfAbsent(id, name)).as("%s: %s", id, name).isIn(null, name);
  }

  @Test
  void aNameOfHyphensStaysReadable() {
    assertThat(MermaidPicture.id("n", "aws-use1")).isEqualTo("n_aws_use1");
    assertThat(MermaidPicture.id("n", "a.b")).isEqualTo("n_aX2eXb");
  }
}
