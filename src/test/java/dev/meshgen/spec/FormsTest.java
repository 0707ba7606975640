package dev.meshgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormsTest {

  static List<String> patterns() throws IOException {
    // What meshgen prints has a schema, too, but no messages say what would be right.
    try (Stream<Path> schemas = Files.list(Path.of("schemas"))) {
      return schemas
          .filter(path -> path.toString().endsWith(".json") && !path.endsWith("diff.schema.json"))
          .sorted()
          .map(schema -> new JsonMapper().readTree(schema))
          .flatMap(schema -> schema.findValues("pattern").stream())
          .filter(JsonNode::isString)
          .map(JsonNode::asString)
          .distinct()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void everyPatternOfTheSchemasHasWords(String pattern) {
    assertThat(PatternWords.words(pattern)).doesNotContain("matches", "^", "$");
  }
}
