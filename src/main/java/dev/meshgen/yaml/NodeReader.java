package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonToken;

/** Builds nodes from tokens: starts on the first token of a node and ends on its last. */
final class NodeReader {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_PROBLEMS = 1000;

  private final Tokens tokens;
  private final Report report;
  private int problems;
  private boolean unseparated;

  NodeReader(Tokens tokens, Report report) {
    this.tokens = tokens;
    this.report = report;
  }

  YamlNode read() throws UnreadableException {
    unseparated = false;
    return node(0);
  }

  private YamlNode node(int depth) throws UnreadableException {
    if (depth > MAX_DEPTH) {
      throw new UnreadableException(
          Diagnostic.of(Code.TOO_LARGE, tokens.span(), "the document is nested too deeply")
              .expecting("at most " + MAX_DEPTH + " levels"));
    }
    refuseTag();
    if (tokens.current() == JsonToken.START_OBJECT) {
      return map(depth);
    }
    return tokens.current() == JsonToken.START_ARRAY ? list(depth) : scalar();
  }

  private YamlMap map(int depth) throws UnreadableException {
    Span span = tokens.span();
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    while (step() != JsonToken.END_OBJECT) {
      entry(entries, depth);
    }
    return new YamlMap(span, entries);
  }

  private void entry(Map<String, YamlMap.Entry> entries, int depth) throws UnreadableException {
    Span keySpan = tokens.span();
    String key = tokens.text();
    refuseTag();
    checkKey(key);
    YamlMap.Entry first = entries.get(key);
    if (first != null && depth == 0 && (unseparated || key.equals("apiVersion"))) {
      reportUnseparated(keySpan, first.keySpan());
    } else if (first != null) {
      report(
          Diagnostic.of(
                  Code.DUPLICATE_KEY, keySpan, "duplicate key \"" + Ambiguity.shown(key) + "\"")
              .expecting("each key once in a mapping")
              .hinting("remove or rename one of the two")
              .relating(first.keySpan(), "first defined here"));
    }
    step();
    YamlNode value = node(depth + 1);
    entries.putIfAbsent(key, new YamlMap.Entry(keySpan, value));
  }

  /** Once for each place where a document starts in the middle of another. */
  private void reportUnseparated(Span at, Span first) throws UnreadableException {
    if (!unseparated) {
      unseparated = true;
      report(
          Diagnostic.of(
                  Code.DOCUMENTS_NOT_SEPARATED, at, "a second document starts here without `---`")
              .expecting("a line `---` between two documents")
              .hinting("insert a line `---` above")
              .relating(first, "the first document"));
    }
  }

  private YamlList list(int depth) throws UnreadableException {
    Span span = tokens.span();
    List<YamlNode> items = new ArrayList<>();
    while (step() != JsonToken.END_ARRAY) {
      items.add(node(depth + 1));
    }
    return new YamlList(span, items);
  }

  private YamlScalar scalar() throws UnreadableException {
    Span span = tokens.span();
    String text = tokens.text();
    if (tokens.opener() == '*') {
      report(alias(span, tokens.word()));
      return new YamlScalar(span, text, text, false);
    }
    if (tokens.opener() == '!' || tokens.quoted()) {
      refuseLoneSurrogates(text);
      return new YamlScalar(span, text, text, true);
    }
    return plain(span, text);
  }

  private YamlScalar plain(Span span, String text) throws UnreadableException {
    Optional<Ambiguity> ambiguity = Ambiguity.of(text);
    if (ambiguity.isPresent()) {
      report(ambiguity.get().at(span));
      return new YamlScalar(span, text, text, false);
    }
    if (PlainNumber.isTooLong(text)) {
      report(
          Diagnostic.of(Code.TOO_LARGE, span, "number `" + Ambiguity.shown(text) + "` is too large")
              .hinting("quote it if it is not a number"));
      return new YamlScalar(span, text, text, false);
    }
    return new YamlScalar(span, plainValue(text), text, false);
  }

  static Object plainValue(String text) {
    return switch (text) {
      case "", "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> PlainNumber.value(text);
    };
  }

  private void checkKey(String key) throws UnreadableException {
    if (tokens.opener() == '!') {
      return;
    }
    int invisible = tokens.quoted() ? -1 : FalseSpaces.in(key, 0, key.length());
    if (invisible >= 0) {
      report(FalseSpaces.at(tokens.span(), key.charAt(invisible)));
    } else if (tokens.quoted()) {
      refuseLoneSurrogates(key);
    } else if (key.equals("<<")) {
      report(
          Diagnostic.of(Code.ALIAS, tokens.span(), "`<<` is a YAML merge key")
              .expecting("a mapping with all keys written out")
              .hinting("repeat the keys here, or move them to clusterDefaults"));
    } else {
      checkPlainKey(key);
    }
  }

  private void checkPlainKey(String key) throws UnreadableException {
    Optional<Ambiguity> ambiguity = Ambiguity.of(key);
    if (ambiguity.isPresent()) {
      report(ambiguity.get().at(tokens.span()));
    } else if (PlainNumber.isTooLong(key) || !(plainValue(key) instanceof String)) {
      String shown = Ambiguity.shown(key);
      report(
          Diagnostic.of(
                  Code.NOT_A_MAPPING,
                  tokens.span(),
                  key.isEmpty() ? "missing key" : "key `" + shown + "` is not a string")
              .expecting("a string as the key")
              .hinting(key.isEmpty() ? "" : "quote it: \"" + shown + "\""));
    }
  }

  static Diagnostic alias(Span span, String word) {
    return Diagnostic.of(Code.ALIAS, span, Ambiguity.quoted(word) + " is a YAML alias")
        .expecting("the value itself")
        .hinting("repeat the value, or quote a string that starts with *");
  }

  private void refuseTag() throws UnreadableException {
    if (tokens.opener() == '!') {
      report(tag(tokens.span(), tokens.word()));
    }
  }

  static Diagnostic tag(Span span, String word) {
    return Diagnostic.of(Code.TAG, span, Ambiguity.quoted(word) + " is a YAML tag")
        .expecting("a value without a tag")
        .hinting("remove the tag, or quote a string that starts with !");
  }

  /** An escape can name half a surrogate pair, which no UTF-8 output could hold. */
  private void refuseLoneSurrogates(String text) throws UnreadableException {
    int at = tokens.opener() == '|' ? -1 : YamlText.loneSurrogate(text);
    if (at >= 0) {
      report(
          Diagnostic.of(
                  Code.ENCODING,
                  tokens.span(),
                  "the escape \\u"
                      + Integer.toHexString(text.charAt(at))
                      + " is half of a surrogate pair")
              .expecting("a complete Unicode character")
              .hinting("write the character itself, or \\U and its eight hexadecimal digits"));
    }
  }

  private JsonToken step() throws UnreadableException {
    // The engine closes every collection before it ends, or throws.
    if (!tokens.next()) {
      throw new IllegalStateException("tokens ended inside a collection");
    }
    return tokens.current();
  }

  private void report(Diagnostic diagnostic) throws UnreadableException {
    report.add(diagnostic);
    if (++problems == MAX_PROBLEMS) {
      throw new UnreadableException(
          Diagnostic.of(
              Code.TOO_LARGE,
              diagnostic.at(),
              MAX_PROBLEMS + " problems found; the rest of the file was not read"));
    }
  }
}
