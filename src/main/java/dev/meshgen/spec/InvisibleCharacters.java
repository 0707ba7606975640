package dev.meshgen.spec;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.PrintableText;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;

/**
 * Refuses what an escape in quotes can put into a name, a label or an address: people would read
 * another text than the one that is there. Raw {@code values} reach Helm as they are.
 */
final class InvisibleCharacters {
  private final Report report;

  InvisibleCharacters(Report report) {
    this.report = report;
  }

  void check(YamlNode node) {
    if (node instanceof YamlMap map) {
      map.entries()
          .forEach(
              (key, entry) -> {
                check(key, entry.keySpan());
                if (!key.equals("values")) {
                  check(entry.value());
                }
              });
    } else if (node instanceof YamlList list) {
      list.items().forEach(this::check);
    } else {
      check(((YamlScalar) node).text(), node.span());
    }
  }

  /** A text may have several lines, as a description in an annotation has. */
  private void check(String text, Span at) {
    if (PrintableText.firstInvisible(text) < 0) {
      return;
    }
    String line = text.replace('\n', ' ').replace('\t', ' ');
    int found = PrintableText.firstInvisible(line);
    if (found >= 0 && !report.speaksOf(at)) {
      report.add(
          Diagnostic.of(
                  Code.HIDDEN_CHARACTER,
                  at,
                  "contains the invisible character " + PrintableText.of(line.codePointAt(found)))
              .expecting("visible characters")
              .hinting("remove it"));
    }
  }
}
