package dev.meshgen.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class is found, and spoken of, by its simple name. */
class SimpleNamesTest {
  @Test
  void noTwoPackagesHaveAClassOfOneName() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      Map<String, List<Path>> byName =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("package-info.java"))
              .collect(
                  Collectors.groupingBy(
                      file -> file.getFileName().toString(), TreeMap::new, Collectors.toList()));

      assertThat(byName).hasSizeGreaterThan(1000);
      assertThat(byName.values()).allSatisfy(same -> assertThat(same).hasSize(1));
    }
  }
}
