package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Span;
import java.io.StringReader;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/**
 * Jackson's YAML tokens, and what Jackson does not say: how a node was written.
 *
 * <p>Jackson passes an alias off as a string and drops tags and quotes. The character a node starts
 * with gives all of them away, since none of these indicators can start a plain scalar.
 */
final class Tokens implements AutoCloseable {
  private final SourceText source;
  private final JsonParser parser;
  private JsonToken current;
  private Span span;
  private int start;

  Tokens(SourceText source) {
    this.source = source;
    int length = source.text().length();
    LoadSettings settings =
        LoadSettings.builder()
            // Size has been checked in bytes; the engine's own limit is 3 Mi code points.
            .setCodePointLimit(Integer.MAX_VALUE)
            // One window over everything: the engine copies what is left at each refill.
            .setBufferSize(Math.max(length, 1))
            // Jackson would stop at the first duplicate key; the caller reports them all.
            .setAllowDuplicateKeys(true)
            .build();
    this.parser =
        YAMLFactory.builder()
            .loadSettings(settings)
            .disable(YAMLReadFeature.EMPTY_STRING_AS_NULL)
            .build()
            .createParser(ObjectReadContext.empty(), new StringReader(source.text()));
    this.span = new Span(source.file(), 1, 1);
  }

  /** Moves on; false at the end of the file. */
  boolean next() throws UnreadableException {
    try {
      current = parser.nextToken();
    } catch (RuntimeException e) {
      // Broad, because the engine also leaks number and index exceptions on malformed input.
      locate();
      throw new UnreadableException(new SyntaxProblem(source, span, opener()).of(e));
    }
    // Jackson also has no token for a tagged scalar it cannot decode; only the end closes it.
    if (current == null && parser.isClosed()) {
      return false;
    }
    locate();
    return true;
  }

  private void locate() {
    TokenStreamLocation at = parser.currentTokenLocation();
    if (at.getLineNr() > 0) {
      span = new Span(source.file(), at.getLineNr(), at.getColumnNr());
      start = skipAnchors(source.offset(at.getCharOffset()));
    }
  }

  private int skipAnchors(int from) {
    int at = from;
    while (source.charAt(at) == '&') {
      at = source.skipBlank(at + source.word(at).length());
    }
    return at;
  }

  JsonToken current() {
    return current;
  }

  Span span() {
    return span;
  }

  /** The character the node starts with, behind an anchor. */
  char opener() {
    return source.charAt(start);
  }

  /** The tag, alias or plain word the node starts with. */
  String word() {
    return source.word(start);
  }

  /** The content of a scalar or key. */
  String text() {
    return current == null ? "" : parser.getString();
  }

  /** Whether the current scalar or key is in quotes or a block scalar. */
  boolean quoted() {
    switch (opener()) {
      case '"', '\'', '|', '>':
        // An absent value is where the next key starts, which may be quoted.
        return source.offset(parser.currentLocation().getCharOffset()) > start;
      default:
        return false;
    }
  }

  @Override
  public void close() {
    parser.close();
  }
}
