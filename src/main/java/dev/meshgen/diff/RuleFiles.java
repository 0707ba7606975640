package dev.meshgen.diff;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The rules as they are written: a file for each topic in {@code templates/diff/}, and a file of
 * each engine, {@code templates/<engine>/diff.yaml}.
 *
 * <p>A kind in the file of an engine is one of its API groups, and any other kind is of none. A
 * rule that several engines share is in the file of its topic; each adds to it by its code alone:
 * where it applies to objects of that engine, or its words.
 */
final class RuleFiles {
  private static final String FOLDER = "/templates/";
  private static final String TOPICS = "diff/";
  private static final String ENGINE = "/diff";
  private static final String YAML = ".yaml";

  private final List<String> topics;
  private final SortedMap<String, RuleDraft> drafts = new TreeMap<>();

  RuleFiles(List<String> topics) {
    this.topics = topics;
    topics.forEach(this::readTopic);
    Engines.TYPES.forEach(this::readEngine);
  }

  static List<String> topics() {
    return text(TOPICS + "index").lines().toList();
  }

  /** By their codes, and so topic by topic. */
  List<ChangeRule> rules() {
    return drafts.values().stream().map(RuleDraft::rule).toList();
  }

  private void readTopic(String topic) {
    for (YamlMap written : maps(TOPICS + topic + YAML)) {
      add(topic, written, RuleFiles::isOfNoEngine);
    }
  }

  private void readEngine(EngineType engine) {
    Predicate<ObjectId> owner = id -> engine.reads(id.group());
    for (YamlMap written : maps(engine.id() + ENGINE + YAML)) {
      String code = RuleDraft.code(written);
      if (RuleDraft.isWhole(written)) {
        add(topicOf(code), written, owner);
      } else if (drafts.containsKey(code)) {
        drafts.get(code).join(written, owner);
      } else {
        throw new IllegalStateException(engine.id() + " adds to " + code + ", which is not there");
      }
    }
  }

  private void add(String topic, YamlMap written, Predicate<ObjectId> owner) {
    RuleDraft draft = new RuleDraft(topic, written, owner);
    if (drafts.put(RuleDraft.code(written), draft) != null) {
      throw new IllegalStateException("two rules are " + RuleDraft.code(written));
    }
  }

  /** The first two of its digits count the topics. */
  private String topicOf(String code) {
    return topics.get(Integer.parseInt(code.substring(2, 4)) - 1);
  }

  private static boolean isOfNoEngine(ObjectId id) {
    return !Engines.read(id.group())
        && (id.group().isEmpty() || !TreeObjects.KINDS.contains(id.kind()));
  }

  private static List<YamlMap> maps(String file) {
    Report report = new Report();
    List<YamlDocument> documents =
        YamlReader.read(file, text(file).getBytes(StandardCharsets.UTF_8), report);
    if (report.hasErrors()) {
      throw new IllegalStateException(report.diagnostics().toString());
    }
    return ((YamlList) documents.get(0).root()).items().stream().map(YamlMap.class::cast).toList();
  }

  private static String text(String file) {
    try (InputStream in = RuleFiles.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + FOLDER + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
