package dev.meshgen.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class AmbiguityTest {
  private static final String[] PIECES = {
    "0", "1", "7", "8", "9", "59", "60", "12", "2026", "00", "+", "-", ".", "_", ":", "e", "E",
    "e+", "e-3", "x", "0x", "0o", "0b", "f", "inf", "nan", "NaN", "INF", "T", "t", "Z", " ", "/",
    "y", "n", "no", "on", "true", "True", "null", "~", "=", "<<", "a", "v"
  };

  private static final List<Function<String, Object>> READERS =
      List.of(
          new Yaml(new SafeConstructor(new LoaderOptions()))::load,
          new Load(LoadSettings.builder().build())::loadFromString,
          new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())::loadFromString);

  /** The heart of the matter: accepted means that YAML 1.1, 1.2 JSON and 1.2 core agree. */
  @Test
  void everyReaderAgreesAboutWhatIsAccepted() {
    SplittableRandom random = new SplittableRandom(11);
    Map<String, String> disagreements = new LinkedHashMap<>();
    int accepted = 0;
    for (int round = 0; round < 30_000; round++) {
      String plain = plain(random);
      String yaml = "k: " + plain + "\n";
      Report report = new Report();
      List<YamlDocument> documents = YamlReader.read("f", yaml.getBytes(UTF_8), report);
      if (report.hasErrors()) {
        continue;
      }
      accepted++;
      Object ours = YamlTrees.plain(documents.get(0).root());
      for (Function<String, Object> reader : READERS) {
        Object theirs = value(reader, yaml);
        if (!Objects.equals(comparable(((Map<?, ?>) ours).get("k")), theirs)) {
          disagreements.put(plain, ours + " but " + theirs);
        }
      }
    }
    assertThat(disagreements).isEmpty();
    assertThat(accepted).isGreaterThan(5_000);
  }

  private static Object value(Function<String, Object> reader, String yaml) {
    try {
      return comparable(((Map<?, ?>) reader.apply(yaml)).get("k"));
    } catch (RuntimeException e) {
      // Some readers resolve a scalar to a number that they then cannot parse.
      return e;
    }
  }

  private static String plain(SplittableRandom random) {
    StringBuilder plain = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      plain.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return plain.toString().strip();
  }

  /** Numbers by value: readers differ in the classes they choose. */
  private static Object comparable(Object value) {
    if (value instanceof Double number && (number.isInfinite() || number.isNaN())) {
      return number;
    }
    if (!(value instanceof Number number)) {
      return value;
    }
    return new BigDecimal(new BigDecimal(number.toString()).doubleValue()).stripTrailingZeros();
  }
}
