package dev.meshgen.seal.sops;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules of a {@code .sops.yaml}, by which sops seals new files and {@code sops updatekeys} the
 * old ones: as a render writes them, the first that matches a path counts (config/config.go).
 */
public final class CreationRules {
  private final List<Rule> rules;

  private CreationRules(List<Rule> rules) {
    this.rules = rules;
  }

  /** The keys of each group, as text. */
  private record Rule(Pattern path, List<SortedSet<String>> groups, int needed) {}

  /** Empty if the file does not have the form in which a render writes it. */
  public static Optional<CreationRules> read(byte[] content) {
    Report report = new Report();
    List<YamlDocument> documents = YamlReader.read("rules", content, report);
    if (report.hasErrors()
        || documents.size() != 1
        || !(documents.get(0).root() instanceof YamlMap root)
        || !(root.get("creation_rules").orElse(null) instanceof YamlList list)) {
      return Optional.empty();
    }
    List<Rule> rules = new ArrayList<>();
    for (YamlNode item : list.items()) {
      Optional<Rule> rule = rule(item);
      if (rule.isEmpty()) {
        return Optional.empty();
      }
      rules.add(rule.get());
    }
    return Optional.of(new CreationRules(rules));
  }

  private static Optional<Rule> rule(YamlNode node) {
    if (!(node instanceof YamlMap rule)
        || !(rule.get(SopsMetadata.GROUPS).orElse(null) instanceof YamlList list)) {
      return Optional.empty();
    }
    List<SortedSet<String>> groups = new ArrayList<>();
    for (YamlNode group : list.items()) {
      groups.add(keys(group));
    }
    String needed = rule.get(SopsMetadata.THRESHOLD).flatMap(CreationRules::text).orElse("");
    try {
      return Optional.of(
          new Rule(
              Pattern.compile(rule.get("path_regex").flatMap(CreationRules::text).orElse("")),
              groups,
              needed.isEmpty() ? groups.size() : Integer.parseInt(needed)));
    } catch (PatternSyntaxException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static SortedSet<String> keys(YamlNode group) {
    SortedSet<String> keys = new TreeSet<>();
    if (group instanceof YamlMap lists) {
      lists
          .entries()
          .forEach(
              (field, entry) -> {
                if (entry.value() instanceof YamlList list) {
                  list.items().forEach(key -> keys.add(field + " " + flat(key)));
                }
              });
    }
    return keys;
  }

  private static Optional<String> text(YamlNode node) {
    return node instanceof YamlScalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static String flat(YamlNode key) {
    if (key instanceof YamlMap map) {
      SortedMap<String, String> fields = new TreeMap<>();
      map.entries().forEach((name, entry) -> fields.put(name, flat(entry.value())));
      return fields.toString();
    }
    return text(key).orElse("");
  }

  private static String flat(CreationKey key) {
    return key.fields().isEmpty() ? key.text() : flat(key.fields());
  }

  private static String flat(List<CreationKey.Field> fields) {
    SortedMap<String, String> flat = new TreeMap<>();
    fields.forEach(
        field ->
            flat.put(field.name(), field.below().isEmpty() ? field.value() : flat(field.below())));
    return flat.toString();
  }

  /**
   * Whether the rule of a path names exactly these recipients.
   *
   * @return false also if no rule is for the path
   */
  public boolean name(String path, List<Recipient> recipients) {
    for (Rule rule : rules) {
      if (rule.path().matcher(path).find()) {
        return rule.groups().equals(groups(recipients)) && rule.needed() == needed(recipients);
      }
    }
    return false;
  }

  private static int needed(List<Recipient> recipients) {
    return recipients.isEmpty() ? 0 : recipients.get(0).share().needed();
  }

  private static List<SortedSet<String>> groups(List<Recipient> recipients) {
    SortedMap<Integer, SortedSet<String>> groups = new TreeMap<>();
    for (Recipient recipient : recipients) {
      SopsKeyKind kind = SopsKeyKinds.named(recipient.kind());
      groups
          .computeIfAbsent(recipient.share().group(), number -> new TreeSet<>())
          .add(kind.creationField() + " " + flat(kind.creationKey(recipient.text())));
    }
    return List.copyOf(groups.values());
  }
}
