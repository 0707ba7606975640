package dev.meshgen.cli;

import dev.meshgen.diagnostic.AcknowledgedReason;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.output.Change;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * For scripts: one object, whose diagnostics all have the same keys in the same order, null where
 * there is nothing to say.
 */
final class JsonDiagnosticPrinter implements DiagnosticPrinter {

  @Override
  public void print(List<Diagnostic> found, PrintWriter out) {
    print(found, json -> {}, out);
  }

  /**
   * Prints diagnostics, and what would change.
   *
   * @param folder of the tree, as the user typed it
   */
  void print(List<Diagnostic> found, List<Change> changes, String folder, PrintWriter out) {
    print(found, json -> changes(json, changes, folder), out);
  }

  private static void changes(JsonGenerator json, List<Change> changes, String folder) {
    json.writeArrayPropertyStart("changes");
    for (Change change : changes) {
      json.writeStartObject();
      json.writeStringProperty("kind", change.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("path", folder + "/" + change.path());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void print(List<Diagnostic> found, Consumer<JsonGenerator> more, PrintWriter out) {
    try (JsonGenerator json = generator(out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("diagnostics");
      for (Diagnostic diagnostic : found) {
        diagnostic(json, diagnostic);
      }
      json.writeEndArray();
      more.accept(json);
      json.writeEndObject();
    }
    out.print('\n');
    out.flush();
  }

  private static void diagnostic(JsonGenerator json, Diagnostic diagnostic) {
    json.writeStartObject();
    json.writeStringProperty("code", diagnostic.code().id());
    json.writeStringProperty("severity", diagnostic.severity().id());
    place(json, diagnostic.at());
    json.writeStringProperty("message", diagnostic.message());
    optional(json, "expected", diagnostic.expected());
    optional(json, "hint", diagnostic.hint());
    if (diagnostic.related().isPresent()) {
      Diagnostic.Related related = diagnostic.related().get();
      json.writeObjectPropertyStart("related");
      place(json, related.at());
      json.writeStringProperty("message", related.message());
      json.writeEndObject();
    } else {
      json.writeNullProperty("related");
    }
    if (diagnostic.acknowledged().isPresent()) {
      acknowledged(json, diagnostic.acknowledged().get());
    } else {
      json.writeNullProperty("acknowledged");
    }
    json.writeEndObject();
  }

  static void acknowledged(JsonGenerator json, AcknowledgedReason why) {
    json.writeObjectPropertyStart("acknowledged");
    json.writeStringProperty("reason", why.reason());
    json.writeStringProperty("until", why.until().toString());
    json.writeEndObject();
  }

  private static void place(JsonGenerator json, Span at) {
    json.writeStringProperty("file", at.file());
    if (at.hasLine()) {
      json.writeNumberProperty("line", at.line());
      json.writeNumberProperty("column", at.column());
    } else {
      json.writeNullProperty("line");
      json.writeNullProperty("column");
    }
  }

  private static void optional(JsonGenerator json, String name, String text) {
    if (text.isEmpty()) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, text);
    }
  }

  /** Indented, in ASCII, so that neither a terminal nor a code page matters; leaves out open. */
  static JsonGenerator generator(PrintWriter out) {
    return JsonFactory.builder()
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .characterEscapes(new EscapeDelete())
        .build()
        .createGenerator(new Indented(), out);
  }

  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }

    @Override
    public PrettyPrinter getPrettyPrinter() {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER))
          .withObjectIndenter(indenter)
          .withArrayIndenter(indenter);
    }
  }

  /** DEL is ASCII, so JSON leaves it as it is. */
  private static final class EscapeDelete extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] escapes = standardAsciiEscapesForJSON();

    EscapeDelete() {
      escapes[0x7F] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return null;
    }
  }
}
