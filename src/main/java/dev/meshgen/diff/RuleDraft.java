package dev.meshgen.diff;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diff.ChangeRule.ObjectPattern;
import dev.meshgen.diff.ChangeRule.Order;
import dev.meshgen.diff.ChangeRule.Reach;
import dev.meshgen.diff.ChangeRule.Where;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A rule as its file has it, to which engines may add. */
final class RuleDraft {
  private static final String TITLE = "title";
  private static final String KIND = "kind";

  /** In a path, the annotations that keep an object: those of all engines, as it carries them. */
  private static final String KEPT = "{kept}";

  /** In a sentence, the words that engines add. */
  private static final String ENGINES = "{engines}";

  private final String topic;
  private final YamlMap written;
  private final List<Where> places = new ArrayList<>();

  /** In the order of the engines; a word that two of them have is said once. */
  private final Set<String> words = new LinkedHashSet<>();

  /**
   * A rule.
   *
   * @param owner tells whose the objects are that it names
   */
  RuleDraft(String topic, YamlMap written, Predicate<ObjectId> owner) {
    this.topic = topic;
    this.written = written;
    join(written, owner);
  }

  static String code(YamlMap written) {
    return text(written, "code");
  }

  /** Whether it is a rule, and not what an engine adds to one. */
  static boolean isWhole(YamlMap written) {
    return written.get(TITLE).isPresent();
  }

  /** Adds what an engine has to say; what it leaves out of a place is as in the rule. */
  void join(YamlMap added, Predicate<ObjectId> owner) {
    if (added.get(KIND).isPresent()) {
      places.add(where(over(written, added), owner));
    }
    added.get("words").ifPresent(text -> words.add(text(text)));
  }

  ChangeRule rule() {
    return new ChangeRule(
        code(written),
        topic,
        Weight.valueOf(text(written, "weight").toUpperCase(Locale.ROOT)),
        checked(places),
        text(written, TITLE),
        text(written, "then").replace(ENGINES, String.join(", ", words)),
        written.get("restarts").map(RuleDraft::text),
        text(written, "check"),
        new Reach(isSet(written, "alone"), isSet(written, "inWhole"), isSet(written, "inRunning")));
  }

  private List<Where> checked(List<Where> found) {
    if (found.isEmpty()) {
      throw new IllegalStateException(code(written) + " applies nowhere");
    }
    return found;
  }

  private static Where where(YamlMap map, Predicate<ObjectId> owner) {
    return new Where(
        new ObjectPattern(
            new HashSet<>(texts(map, KIND)),
            owner,
            map.get("name").map(name -> Glob.of(text(name)))),
        FieldPattern.of(texts(map, "path").stream().map(RuleDraft::step).toList()),
        verbs(texts(map, "verb")),
        map.get("before").map(value -> Pattern.compile(text(value))),
        map.get("after").map(value -> Pattern.compile(text(value))),
        map.get("compare").map(value -> Order.valueOf(text(value).toUpperCase(Locale.ROOT))));
  }

  private static String step(String text) {
    return text.equals(KEPT)
        ? Engines.kept().stream()
            .map(EngineType.Kept::key)
            .collect(Collectors.joining("|", "{", "}"))
        : text;
  }

  private static YamlMap over(YamlMap base, YamlMap top) {
    Map<String, YamlMap.Entry> merged = new LinkedHashMap<>(base.entries());
    merged.putAll(top.entries());
    return new YamlMap(base.span(), merged);
  }

  private static boolean isSet(YamlMap map, String key) {
    return map.get(key).map(RuleDraft::text).filter("true"::equals).isPresent();
  }

  private static Set<Verb> verbs(List<String> words) {
    Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    words.forEach(word -> verbs.add(Verb.valueOf(word.toUpperCase(Locale.ROOT))));
    return verbs;
  }

  private static List<String> texts(YamlMap map, String key) {
    YamlNode node = map.get(key).orElseThrow(() -> new IllegalStateException(missing(map, key)));
    return node instanceof YamlList list
        ? list.items().stream().map(RuleDraft::text).toList()
        : List.of(text(node));
  }

  private static String text(YamlMap map, String key) {
    return text(map.get(key).orElseThrow(() -> new IllegalStateException(missing(map, key))));
  }

  private static String missing(YamlMap map, String key) {
    return map.get("code").map(RuleDraft::text).orElse("a rule") + " has no " + key;
  }

  private static String text(YamlNode node) {
    return ((YamlScalar) node).text();
  }
}
