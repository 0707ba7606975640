package dev.meshgen.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A message names a field of the spec by its whole path below {@code spec}: whoever writes what it
 * says, where it says, must not get another error. A word without a dot is a field of the place
 * that the message points at; only what has to be set is somewhere else as a rule.
 */
final class WholeFieldPathsTest {
  private static final Pattern DOTTED =
      Pattern.compile("(?<![\\w./\\-\\\\])[a-z][A-Za-z]*(?:\\.[a-z][A-Za-z]*)+(?![\\w/(\\-])");
  private static final Pattern SET = Pattern.compile("set `([a-z][A-Za-z]*): ");

  /** It finds fields by how their paths end. */
  private static final String BY_ENDING = "SecretsInSpec.java";

  private final Set<String> whole = new TreeSet<>();
  private final Set<String> parts = new TreeSet<>();
  private final Set<String> top = new TreeSet<>();

  WholeFieldPathsTest() {
    Schemas schemas = new Schemas();
    for (String kind : Schemas.KINDS) {
      SchemaField spec = schemas.fields(kind).find(List.of("spec")).orElseThrow();
      top.addAll(spec.fields().keySet());
      collect(spec, List.of());
    }
    parts.removeAll(whole);
  }

  private void collect(SchemaField field, List<String> path) {
    field.fields().forEach((name, below) -> add(below, path, name));
    field.items().ifPresent(items -> collect(items, path));
  }

  private void add(SchemaField field, List<String> above, String name) {
    List<String> path = new ArrayList<>(above);
    path.add(name);
    whole.add(String.join(".", path));
    for (int from = 1; from < path.size() - 1; from++) {
      parts.add(String.join(".", path.subList(from, path.size())));
    }
    if (path.size() < 9) {
      collect(field, path);
    }
  }

  @Test
  void findsPartsOfPaths() {
    assertThat(whole).contains("eastWest.loadBalancer.provider", "trust.root.validity");
    assertThat(problems("set loadBalancer.provider")).containsExactly("loadBalancer.provider");
    assertThat(problems("set eastWest.loadBalancer.provider.")).isEmpty();
    assertThat(problems("set `install: helm`")).containsExactly("install");
    assertThat(problems("set `network: east`, or `install: helm`")).isEmpty();
  }

  @Test
  void noMessageNamesAPartOfAPath() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : ProgramSources.main()) {
      if (file.endsWith(BY_ENDING)) {
        continue;
      }
      for (ProgramSources.Literal literal : ProgramSources.literals(Files.readString(file))) {
        for (String problem : problems(literal.text())) {
          found.add(file.getFileName() + ":" + literal.line() + ": " + problem);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private List<String> problems(String text) {
    List<String> found = new ArrayList<>();
    Matcher dotted = DOTTED.matcher(text);
    while (dotted.find()) {
      if (parts.contains(dotted.group())) {
        found.add(dotted.group());
      }
    }
    Matcher set = SET.matcher(text);
    while (set.find()) {
      if (!top.contains(set.group(1))) {
        found.add(set.group(1));
      }
    }
    return found;
  }
}
