package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Puts what the YAML engine threw into words. */
final class SyntaxProblem {

  /**
   * How to say one of the engine's problems.
   *
   * @param engine what its text contains
   * @param atContext whether to point at the start of the broken construct
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
              "`:` after something that cannot be a key",
              "quote a value that contains \": \", or check the indentation"),
          new Wording(
              "could not find expected ':'",
              true,
              "missing `:` after a key",
              "write `key: value`, or indent this line if it continues a text"),
          new Wording(
              "expected <block end>",
              false,
              "indentation does not match the lines above",
              "indent all keys of a mapping, and all items of a list, by the same number"
                  + " of spaces"),
          new Wording(
              "sequence entries are not allowed",
              false,
              "a list item cannot start here",
              "start the list on its own line below the key"),
          new Wording(
              "mapping keys are not allowed",
              false,
              "a key cannot start here",
              "quote a string that starts with \"? \""),
          new Wording(
              "expected ',' or ']'",
              true,
              "unclosed list, or missing comma",
              "separate items with commas and end the list with `]`"),
          new Wording(
              "expected ',' or '}'",
              true,
              "unclosed mapping, or missing comma",
              "separate entries with commas and end the mapping with `}`"),
          new Wording(
              "found unexpected end of stream",
              true,
              "unclosed quoted string",
              "add the closing quote"),
          new Wording(
              "found unexpected document separator",
              true,
              "quoted string not closed before the next document",
              "add the closing quote"),
          new Wording(
              "found unknown escape character",
              false,
              "unknown escape in a double-quoted string",
              "write \\\\ for a backslash, or use single quotes"),
          new Wording(
              "expected escape sequence",
              false,
              "escape with too few hexadecimal digits",
              "write \\x with two, \\u with four, or \\U with eight digits"),
          new Wording(
              "cannot start any token",
              false,
              "a value cannot start with this character",
              "quote the value"),
          new Wording(
              "expected '<document start>'",
              false,
              "content outside of the document above",
              "indent it like the first key, or start a new document with `---`"),
          new Wording(
              "before directives",
              false,
              "directive in the middle of a document",
              "quote a string that starts with %"),
          new Wording(
              "expected the node content",
              false,
              "missing value before this",
              "add the value, or remove its key, dash or comma"),
          new Wording(
              "leading empty lines contain more spaces",
              false,
              "an empty line above is indented more than this text",
              "remove the spaces from the empty lines, or indent the text more"),
          new Wording(
              "indentation indicator",
              false,
              "invalid text after `|` or `>`",
              "start the text on the next line, or quote it"),
          new Wording(
              "expected a comment or a line break",
              false,
              "invalid text after `|` or `>`",
              "start the text on the next line, or quote it"));

  private static final Wording UNKNOWN =
      new Wording(
          "", false, "invalid YAML", "check indentation and quotes here and on the line above");

  private final SourceText source;
  private final Span lastToken;
  private final char opener;

  /**
   * @param lastToken where to point when the exception does not say
   * @param opener the character at that place
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
    return Diagnostic.of(Code.NOT_A_MAPPING, lastToken, "a mapping or list used as a key")
        .expecting("a string as the key")
        .hinting("quote it if it is a string, such as a template expression");
  }

  private Diagnostic ofEngine(MarkedYamlEngineException marked) {
    String problem = String.valueOf(marked.getProblem());
    String context = String.valueOf(marked.getContext());
    Optional<Diagnostic> tab = tab(marked);
    if (tab.isPresent()) {
      return tab.get();
    }
    Optional<Diagnostic> invisible = source.invisible(marked.getProblemMark());
    if (invisible.isPresent()) {
      return invisible.get();
    }
    Span at = span(marked.getProblemMark());
    Span from = span(marked.getContextMark().or(marked::getProblemMark));
    if (context.contains("an alias")) {
      return NodeReader.alias(from, "*");
    }
    if (context.contains("a tag") || problem.contains("tag handle")) {
      return NodeReader.tag(from, "!");
    }
    if (source.isDashes(from.line())) {
      return Diagnostic.of(
              Code.DOCUMENTS_NOT_SEPARATED,
              new Span(from.file(), from.line(), 1),
              "this line does not separate documents")
          .expecting("three dashes at the start of the line")
          .hinting("write `---`");
    }
    Wording wording = wording(problem);
    Diagnostic said = say(wording, wording.atContext() ? from : at);
    return wording.engine().equals("expected <block end>")
        ? said.relating(from, "the block starts here")
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
        Diagnostic.of(Code.TAB, tab, "tab where YAML expects spaces")
            .expecting("spaces")
            .hinting("replace the tab with spaces"));
  }

  private Span span(Optional<Mark> mark) {
    return mark.map(m -> new Span(source.file(), m.getLine() + 1, m.getColumn() + 1))
        .orElse(lastToken);
  }
}
