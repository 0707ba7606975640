package dev.meshgen.cli;

import dev.meshgen.provenance.FileTrace;
import dev.meshgen.provenance.LayeredValue;
import dev.meshgen.provenance.Shape;
import dev.meshgen.provenance.Source;
import dev.meshgen.scan.SecretText;
import java.io.PrintWriter;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/** Where something comes from, for scripts, by {@code schemas/why.schema.json}. */
final class JsonWhyPrinter implements WhyPrinter {
  private final PrintWriter out;
  private final String folder;

  JsonWhyPrinter(PrintWriter out, String folder) {
    this.out = out;
    this.folder = folder;
  }

  @Override
  public void trace(FileTrace trace, Optional<BitSet> lines) {
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("path", folder + "/" + trace.path());
      json.writeArrayPropertyStart("sources");
      for (Shape shape : trace.shapes()) {
        if (lines.isEmpty() || lines.get().intersects(shape.lines())) {
          shape(json, shape);
        }
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("lines");
      for (int i = 0; i < trace.lines().size(); i++) {
        if (lines.isEmpty() || lines.get().get(i)) {
          line(json, trace, i);
        }
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("plan");
      trace.plan().forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
    end();
  }

  private static void shape(JsonGenerator json, Shape shape) {
    json.writeStartObject();
    source(json, shape.source());
    lines(json, "lines", shape.lines());
    lines(json, "copied", shape.copied());
    json.writeBooleanProperty("decides", shape.decides());
    json.writeArrayPropertyStart("over");
    for (LayeredValue layer : shape.layers()) {
      json.writeStartObject();
      json.writeStringProperty("layer", layer.layer());
      json.writeStringProperty("value", SecretText.masked(layer.value()));
      layer
          .at()
          .ifPresent(
              at -> {
                json.writeStringProperty("file", at.file());
                json.writeNumberProperty("line", at.line());
              });
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void source(JsonGenerator json, Source source) {
    json.writeStringProperty("document", source.document());
    json.writeStringProperty("field", source.path());
    json.writeBooleanProperty("written", source.isWritten());
    source.value().ifPresent(text -> json.writeStringProperty("value", SecretText.masked(text)));
    source
        .at()
        .ifPresent(
            at -> {
              json.writeStringProperty("file", at.file());
              json.writeNumberProperty("line", at.line());
            });
  }

  private static void lines(JsonGenerator json, String name, BitSet lines) {
    json.writeArrayPropertyStart(name);
    lines.stream().forEach(line -> json.writeNumber(line + 1));
    json.writeEndArray();
  }

  private static void line(JsonGenerator json, FileTrace trace, int line) {
    json.writeStartObject();
    json.writeNumberProperty("line", line + 1);
    json.writeStringProperty("text", SecretText.masked(trace.lines().get(line)));
    trace
        .templates()
        .get(line)
        .ifPresent(
            place -> {
              int colon = place.lastIndexOf(':');
              json.writeStringProperty(
                  "template", "templates/" + place.substring(0, colon) + ".mustache");
              json.writeNumberProperty(
                  "templateLine", Integer.parseInt(place.substring(colon + 1)));
            });
    json.writeEndObject();
  }

  @Override
  public void annotated(FileTrace trace) {
    trace(trace, Optional.empty());
  }

  @Override
  public void shaped(
      FileLine at, Map<Source, SortedMap<String, BitSet>> found, SortedMap<String, byte[]> files) {
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("sources");
      found.forEach(
          (source, changed) -> {
            json.writeStartObject();
            source(json, source);
            json.writeArrayPropertyStart("shapes");
            changed.forEach(
                (path, lines) -> {
                  json.writeStartObject();
                  json.writeStringProperty("path", folder + "/" + path);
                  lines(json, "lines", lines);
                  json.writeEndObject();
                });
            json.writeEndArray();
            json.writeEndObject();
          });
      json.writeEndArray();
      json.writeEndObject();
    }
    end();
  }

  private void end() {
    out.print('\n');
    out.flush();
  }
}
