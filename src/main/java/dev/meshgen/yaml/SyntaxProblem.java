package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in words what the YAML engine threw. */
final class SyntaxProblem {

  /**
   * How to say one of the engine's problems.
   *
   * @param engine what its text contains
   * @param atContext whether the place to look at is where the broken construct starts
   */
  private record Wording(String engine, boolean atContext, String message, String hint) {}

  private static final List<Wording> WORDINGS =
      List.of(
          new Wording(
              "found '<stream end>'",
              false,
              "the file ends in the middle of a value",
              "close every bracket and brace"),
          new Wording(
              "mapping values are not allowed",
              false,
              "this `:` follows something that cannot be a key",
              "put a value that contains \": \" in double quotes, or check the indentation"),
          new Wording(
              "could not find expected ':'",
              true,
              "a key without `:` behind it",
              "write `key: value`, or indent this line if it continues a text"),
          new Wording(
              "expected <block end>",
              false,
              "this line does not line up with the lines it belongs to",
              "give all keys of a mapping, and all items of a list, the same indentation"),
          new Wording(
              "sequence entries are not allowed",
              false,
              "a list item cannot start here",
              "start the list on a line of its own below its key"),
          new Wording(
              "mapping keys are not allowed",
              false,
              "a key cannot start here",
              "put a text that starts with \"? \" in double quotes"),
          new Wording(
              "expected ',' or ']'",
              true,
              "this list in brackets is not closed, or lacks a comma",
              "separate items with commas and end the list with `]`"),
          new Wording(
              "expected ',' or '}'",
              true,
              "this mapping in braces is not closed, or lacks a comma",
              "separate entries with commas and end the mapping with `}`"),
          new Wording(
              "found unexpected end of stream",
              true,
              "this quoted text is never closed",
              "add the closing quote"),
          new Wording(
              "found unexpected document separator",
              true,
              "this quoted text is not closed before the next document",
              "add the closing quote"),
          new Wording(
              "found unknown escape character",
              false,
              "an escape that YAML does not know, in double quotes",
              "write \\\\ for a backslash, or use single quotes"),
          new Wording(
              "expected escape sequence",
              false,
              "an escape with too few hexadecimal digits",
              "write \\x and two, \\u and four, or \\U and eight digits"),
          new Wording(
              "cannot start any token",
              false,
              "no value can start with this character",
              "put the text in double quotes"),
          new Wording(
              "expected '<document start>'",
              false,
              "this stands outside the document above it",
              "line it up with the first key, or start a new document with a line `---`"),
          new Wording(
              "before directives",
              false,
              "a directive in the middle of a document",
              "put a text that starts with % in double quotes"),
          new Wording(
              "expected the node content",
              false,
              "a value is missing before this",
              "write the value, or remove what announces it"),
          new Wording(
              "leading empty lines contain more spaces",
              false,
              "an empty line above this one is indented more than the text itself",
              "remove the spaces from the empty lines, or indent the text more"),
          new Wording(
              "indentation indicator",
              false,
              "the text of a block starts on the line below its `|` or `>`",
              "start the text on the next line, or put it in double quotes"),
          new Wording(
              "expected a comment or a line break",
              false,
              "the text of a block starts on the line below its `|` or `>`",
              "start the text on the next line, or put it in double quotes"));

  private static final Wording UNKNOWN =
      new Wording(
          "",
          false,
          "this is not well-formed YAML",
          "check the indentation and the quotes here and on the line above");

  private final SourceText source;
  private final Span lastToken;
  private final char opener;

  /**
   * @param lastToken where to point when the exception does not say
   * @param opener the character that stands there
   */
  SyntaxProblem(SourceText source, Span lastToken, char opener) {
    this.source = source;
    this.lastToken = lastToken;
    this.opener = opener;
  }

  Diagnostic of(RuntimeException thrown) {
    if (thrown.getCause() instanceof MarkedYamlEngineException marked) {
      return ofEngine(marked);
    }
    return switch (opener) {
      case '!' -> NodeReader.tag(lastToken, "!");
      case '*' -> NodeReader.alias(lastToken, "*");
      case '{', '[', '?' -> complexKey();
      default -> say(UNKNOWN, lastToken);
    };
  }

  private Diagnostic complexKey() {
    return Diagnostic.of(
            Code.NOT_A_MAPPING, lastToken, "a mapping or list where the key of a mapping stands")
        .expecting("a word as key")
        .hinting("put the text in double quotes if it is one, such as a template expression");
  }

  private Diagnostic ofEngine(MarkedYamlEngineException marked) {
    String problem = String.valueOf(marked.getProblem());
    String context = String.valueOf(marked.getContext());
    Optional<Diagnostic> tab = tab(marked);
    if (tab.isPresent()) {
      return tab.get();
    }
    Span at = span(marked.getProblemMark());
    Span from = span(marked.getContextMark().or(marked::getProblemMark));
    if (context.contains("an alias")) {
      return NodeReader.alias(from, "*");
    }
    if (context.contains("a tag") || problem.contains("tag handle")) {
      return NodeReader.tag(from, "!");
    }
    Wording wording = wording(problem);
    Diagnostic said = say(wording, wording.atContext() ? from : at);
    return wording.engine().equals("expected <block end>")
        ? said.relating(from, "they start here")
        : said;
  }

  private static Wording wording(String problem) {
    for (Wording wording : WORDINGS) {
      if (problem.contains(wording.engine())) {
        return wording;
      }
    }
    return UNKNOWN;
  }

  private static Diagnostic say(Wording wording, Span at) {
    return Diagnostic.of(Code.YAML_SYNTAX, at, wording.message()).hinting(wording.hint());
  }

  private Optional<Diagnostic> tab(MarkedYamlEngineException marked) {
    Optional<Mark> mark = marked.getProblemMark();
    if (mark.isEmpty()) {
      return Optional.empty();
    }
    int offset = source.offset(mark.get().getIndex());
    int column = source.tabInIndentation(offset);
    if (column == 0 && source.charAt(offset) != '\t') {
      return Optional.empty();
    }
    Span at = span(mark);
    Span tab = column == 0 ? at : new Span(at.file(), at.line(), column);
    return Optional.of(
        Diagnostic.of(Code.TAB, tab, "a tab where YAML counts spaces")
            .expecting("spaces")
            .hinting("replace the tab by spaces"));
  }

  private Span span(Optional<Mark> mark) {
    return mark.map(m -> new Span(source.file(), m.getLine() + 1, m.getColumn() + 1))
        .orElse(lastToken);
  }
}
