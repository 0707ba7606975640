package dev.meshgen.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages, comments and pages in plain words: turns that are odd English appear nowhere. */
final class PlainEnglishTest {
  private static final List<String> READ =
      List.of(
          "src/main/java",
          "src/bench/java",
          "src/build/java",
          "src/test",
          "src/docs",
          "schemas",
          "templates",
          "examples",
          "src/dist",
          ".ci",
          ".github",
          "golden/README.md",
          "README.md",
          "CHANGELOG.md");

  /** Endings of names; a script has none. */
  private static final Set<String> TEXT =
      Set.of("java", "md", "json", "yaml", "yml", "mustache", "html", "sh", "");

  /**
   * A turn of phrase.
   *
   * @param pattern a blank in it is any white space, a line break too
   * @param instead what to say
   * @param example of its use
   */
  private record Turn(Pattern pattern, String instead, String example) {
    Turn(String pattern, String instead, String example) {
      this(Pattern.compile("(?i)\\b(?:" + pattern.replace(" ", "\\s+") + ")\\b"), instead, example);
    }
  }

  private static final String NOT_THERE = "(?<!\\bthere\\s{1,99})";

  private static final List<Turn> TURNS =
      List.of(
          new Turn(
              NOT_THERE
                  + "(?:is|are|was|were) no"
                  + "(?! (?:longer|more|such|fewer|less|later|other|need|way)\\b)",
              "is not a, has no",
              "the address is no host name"),
          new Turn(NOT_THERE + "(?:is|are) none", "is not one", "a port that is none"),
          new Turn(
              "there (?:is|are|was|were) none",
              "does not exist, is missing, or say what is not there",
              "a request; there is none"),
          new Turn("stands?(?! by\\b|-)", "is, appears, means", "the key stands twice"),
          new Turn("off line", "offline", "a company CA that is off line"),
          new Turn("an own", "your own, its own", "the key of an own root"),
          new Turn("nobody", "no one, no cluster, no istiod", "nobody discovers it"),
          new Turn("makes? no sense|made sense of", "is invalid", "the value makes no sense"),
          new Turn("an? (?:[\\w-]+ ){1,3}of its own", "its own", "a network of its own"),
          new Turn("of ours", "meshgen's", "a file of ours"),
          new Turn("that many", "so many, the number", "twice that many"),
          new Turn("misspelt", "misspelled", "a misspelt label"),
          new Turn("shall", "should, must, will", "what it shall read"),
          new Turn("go(?:es)? by|which it goes", "uses, is called", "the name it goes by"),
          new Turn("has to be one", "must be one", "it has to be one of three"),
          new Turn("in (?:its|their) stead", "instead", "another in its stead"),
          new Turn(
              "h[eo]lds? (?:[\\w-]+ ){0,8}against", "compare with", "values held against a list"),
          new Turn("anew", "again", "it is issued anew"),
          new Turn("mend(?:s|ed|ing)?", "fix", "what mends it"),
          new Turn("tak(?:es?|ing) (?:[\\w-]+ ){0,4}away", "remove", "it takes the old key away"),
          new Turn(
              "goes,? (?:[\\w-]+,? ){0,6}another comes",
              "is replaced, is removed",
              "the gateway goes with its address, and another comes"),
          new Turn("of others", "foreign, another cluster's", "a file of others"),
          new Turn("sealed to others", "for other recipients", "it is sealed to others"),
          new Turn(
              "keep(?:s|ing)? to(?! (?:it|your|my|our|them)sel(?:f|ves)\\b)",
              "keep using",
              "proxies keep to the old one"),
          new Turn("takes? (?:[\\w-]+ )?change back", "revert", "take the change back"),
          new Turn("speaks? of", "name, refer to", "what the lock speaks of"),
          new Turn("has it fixed", "is fixed in", "patch 4 has it fixed"),
          new Turn("is right now", "can become", "`active` is right now"),
          new Turn(
              "(?:it|that|what|they) (?:is|are) asked for",
              "is requested",
              "an address that is asked for"),
          new Turn(
              "(?:lines?|phases?|packages?|objects?|pages?) an? (?:commit|topic|kind|pull request)",
              "one per",
              "one line a topic"),
          new Turn(
              "(?:is|are) of (?:another|no(?! (?:use|help|interest|value)\\b)|an?(?! kind\\b))",
              "runs, has, belongs to",
              "an istiod that is of an older minor"),
          new Turn("(?:is|are|was) away", "unavailable, absent", "while the store is away"),
          new Turn("in the place of", "instead of, replaces", "it signs in the place of istiod"),
          new Turn(
              "(?:reads?|names?|says?|is|are)(?: [\\w-]+)? no more(?=[.,;:])",
              "no longer",
              "the lock names it no more"),
          new Turn("by now", "now, already", "all of them by now"),
          new Turn(
              "leave to (?!(?:an?|the|its?|their|your|others?)\\b)\\w+",
              "permission to",
              "what has leave to create it"),
          new Turn("belongs? into", "belongs in", "it belongs into the lock"),
          new Turn(
              "tak(?:es?|en|ing) (?:[\\w-]+ ){1,6}for (?:read|ready|drift|true)",
              "treat as, believe",
              "it takes the cluster for read"),
          new Turn(
              "(?:is|are|was|were) (?!not\\b)[\\w-]+ already",
              "is already",
              "the Secret is there already"),
          new Turn("once more(?! than)", "again", "hand it over once more"),
          new Turn(
              "another (?:[\\w-]+ ){1,3}than (?:[\\w-]+ ){1,3}(?:names|says|lock)",
              "does not match",
              "another key than its lock names"));

  @Test
  void saysItInPlainWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      found.addAll(odd(file, Files.readString(file)));
    }
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("TURNS")
  void findsTheTurn(Turn turn) {
    assertThat(odd(Path.of("page.md"), "First line.\nBut " + turn.example() + ".\n"))
        .singleElement()
        .asString()
        .startsWith("page.md:2: ")
        .endsWith(", say: " + turn.instead());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "there is no such file",
        "whether there\n# are no recipients",
        "0 when it is missing",
        "the field is no longer read",
        "the others stand by",
        "a stand-in for the cloud",
        "Pods with a security group of their own",
        "it has its own network",
        "it keeps to itself what it reads",
        "mutual TLS, and no more.",
        "that promises no more: a range covers no more, a file is of no use",
        "Pods that are not already there",
        "ports that are of a kind",
        "leave to the operator what is its own",
        "what goes in and what comes out"
      })
  void leavesGoodEnglishAlone(String text) {
    assertThat(odd(Path.of("page.md"), text)).isEmpty();
  }

  @Test
  void readsWrappedCommentsAndLiteralsOfJavaButNoCode() {
    String source =
        """
        /**
         * What is
         * no cluster.
         */
        int nobody = stands + "it is" + "x" + " no name" // it is
            // none
        + name("a key that stands" + " twice", 'n');
        """;
    assertThat(odd(Path.of("Some.java"), source))
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).startsWith("Some.java:2: \"is no\""),
            one -> assertThat(one).startsWith("Some.java:5: \"is none\""),
            one -> assertThat(one).startsWith("Some.java:7: \"stands\""));
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String root : READ) {
      try (Stream<Path> below = Files.walk(Path.of(root))) {
        below.filter(Files::isRegularFile).filter(PlainEnglishTest::isRead).forEach(files::add);
      }
    }
    return files;
  }

  private static boolean isRead(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    // Which quotes every turn itself.
    return !file.endsWith("PlainEnglishTest.java")
        && TEXT.contains(dot < 0 ? "" : name.substring(dot + 1));
  }

  private static List<String> odd(Path file, String text) {
    boolean java = file.toString().endsWith(".java");
    String prose = java ? Prose.ofJava(text) : Prose.ofText(text);
    List<String> found = new ArrayList<>();
    for (Turn turn : TURNS) {
      Matcher match = turn.pattern().matcher(prose);
      while (match.find()) {
        long line = 1 + text.substring(0, match.start()).chars().filter(c -> c == '\n').count();
        String words = match.group().replaceAll("\\s+", " ");
        found.add(file + ":" + line + ": \"" + words + "\", say: " + turn.instead());
      }
    }
    return found;
  }
}
