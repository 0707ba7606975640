package dev.meshgen.diff;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.ChangeRule.Order;
import dev.meshgen.diff.ChangeRule.Where;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The judgements that are built into meshgen: {@code templates/diff/*.yaml}. */
public final class ChangeRules {
  private static final String FOLDER = "/templates/diff/";

  private ChangeRules() {}

  /** All of them, topic by topic. */
  public static List<ChangeRule> all() {
    return BuiltIn.RULES;
  }

  /** What changes can be about, in the order in which they are shown. */
  public static List<String> topics() {
    return BuiltIn.TOPICS;
  }

  /** The rule of a code. */
  public static Optional<ChangeRule> find(String code) {
    return all().stream().filter(rule -> rule.code().equals(code)).findFirst();
  }

  /** Read on first use; they never change. */
  private static final class BuiltIn {
    private static final List<String> TOPICS = text("index").lines().toList();
    private static final List<ChangeRule> RULES =
        TOPICS.stream().flatMap(topic -> read(topic).stream()).toList();
  }

  private static List<ChangeRule> read(String topic) {
    Report report = new Report();
    List<YamlDocument> documents =
        YamlReader.read(
            topic + ".yaml", text(topic + ".yaml").getBytes(StandardCharsets.UTF_8), report);
    if (report.hasErrors()) {
      throw new IllegalStateException(report.diagnostics().toString());
    }
    List<ChangeRule> rules = new ArrayList<>();
    for (YamlNode item : ((YamlList) documents.get(0).root()).items()) {
      rules.add(rule(topic, (YamlMap) item));
    }
    return rules;
  }

  private static ChangeRule rule(String topic, YamlMap map) {
    Where where =
        new Where(
            new HashSet<>(texts(map, "kind")),
            map.get("name").map(name -> Glob.of(text(name))),
            FieldPattern.of(texts(map, "path")),
            verbs(texts(map, "verb")),
            map.get("before").map(value -> Pattern.compile(text(value))),
            map.get("after").map(value -> Pattern.compile(text(value))),
            map.get("compare").map(value -> Order.valueOf(text(value).toUpperCase(Locale.ROOT))),
            isSet(map, "inWhole"),
            isSet(map, "inRunning"));
    return new ChangeRule(
        text(map, "code"),
        topic,
        Weight.valueOf(text(map, "weight").toUpperCase(Locale.ROOT)),
        where,
        text(map, "title"),
        text(map, "then"),
        map.get("restarts").map(ChangeRules::text),
        text(map, "check"),
        isSet(map, "alone"));
  }

  private static boolean isSet(YamlMap map, String key) {
    return map.get(key).map(ChangeRules::text).filter("true"::equals).isPresent();
  }

  private static Set<Verb> verbs(List<String> words) {
    Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    words.forEach(word -> verbs.add(Verb.valueOf(word.toUpperCase(Locale.ROOT))));
    return verbs;
  }

  private static List<String> texts(YamlMap map, String key) {
    YamlNode node = map.get(key).orElseThrow();
    return node instanceof YamlList list
        ? list.items().stream().map(ChangeRules::text).toList()
        : List.of(text(node));
  }

  private static String text(YamlMap map, String key) {
    return text(map.get(key).orElseThrow(() -> new IllegalStateException("a rule without " + key)));
  }

  private static String text(YamlNode node) {
    return ((YamlScalar) node).text();
  }

  private static String text(String file) {
    try (InputStream in = ChangeRules.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + FOLDER + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
