package dev.meshgen.cli;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.diff.Finding;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.provenance.Causes;
import dev.meshgen.provenance.SpecChange;
import dev.meshgen.scan.SecretText;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** A comparison for scripts, by {@code schemas/diff.schema.json}. */
final class JsonDiffPrinter {
  private final PrintWriter out;
  private final Causes causes;

  JsonDiffPrinter(PrintWriter out, Causes causes) {
    this.out = out;
    this.causes = causes;
  }

  void print(MeshDiff diff, List<Approvals.Needed> needed) {
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(out)) {
      json.writeStartObject();
      json.writeNumberProperty("clusters", diff.clusters().size());
      json.writeNumberProperty("files", diff.files());
      json.writeArrayPropertyStart("changes");
      diff.changes().forEach(change -> change(json, change));
      json.writeEndArray();
      json.writeArrayPropertyStart("approvals");
      needed.forEach(each -> approval(json, each));
      json.writeEndArray();
      json.writeEndObject();
    }
    out.print('\n');
    out.flush();
  }

  private static void approval(JsonGenerator json, Approvals.Needed needed) {
    json.writeStartObject();
    json.writeArrayPropertyStart("changes");
    needed.changes().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("owners");
    needed.owners().forEach(json::writeString);
    json.writeEndArray();
    needed.label().ifPresent(label -> json.writeStringProperty("label", label));
    json.writeEndObject();
  }

  private void change(JsonGenerator json, MeshChange change) {
    json.writeStartObject();
    json.writeStringProperty("weight", change.weight().id());
    json.writeStringProperty("topic", change.topic());
    json.writeStringProperty("verb", change.verb().id());
    json.writeObjectPropertyStart("object");
    json.writeStringProperty("group", change.object().group());
    json.writeStringProperty("kind", change.object().kind());
    json.writeStringProperty("namespace", change.object().namespace());
    json.writeStringProperty("name", change.object().name());
    json.writeEndObject();
    json.writeArrayPropertyStart("clusters");
    change.clusters().forEach(json::writeString);
    json.writeEndArray();
    json.writeNumberProperty("objects", change.objects());
    json.writeArrayPropertyStart("findings");
    change.findings().forEach(finding -> finding(json, finding));
    json.writeEndArray();
    json.writeArrayPropertyStart("fields");
    change.fields().forEach(field -> field(json, field));
    json.writeEndArray();
    json.writeArrayPropertyStart("causes");
    causes.of(change).forEach(cause -> cause(json, cause));
    json.writeEndArray();
    if (!change.each().isEmpty()) {
      json.writeArrayPropertyStart("each");
      change.each().forEach(each -> change(json, each));
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void finding(JsonGenerator json, Finding finding) {
    json.writeStartObject();
    json.writeStringProperty("code", finding.rule().code());
    json.writeStringProperty("weight", finding.rule().weight().id());
    json.writeStringProperty("topic", finding.rule().topic());
    json.writeStringProperty("title", finding.rule().title());
    json.writeStringProperty("consequence", finding.rule().consequence());
    finding.rule().restarts().ifPresent(what -> json.writeStringProperty("restarts", what));
    json.writeStringProperty("check", finding.rule().check());
    json.writeStringProperty("object", finding.object().text());
    json.writeStringProperty("field", finding.field());
    place(json, finding.place().at());
    finding.acknowledged().ifPresent(why -> JsonDiagnosticPrinter.acknowledged(json, why));
    json.writeEndObject();
  }

  private static void cause(JsonGenerator json, SpecChange cause) {
    json.writeStartObject();
    json.writeStringProperty("document", cause.title());
    json.writeStringProperty("field", cause.field());
    json.writeStringProperty("text", SecretText.masked(cause.text()));
    json.writeArrayPropertyStart("places");
    for (Span at : cause.at()) {
      json.writeStartObject();
      place(json, at);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void place(JsonGenerator json, Span at) {
    json.writeStringProperty("file", at.file());
    if (at.hasLine()) {
      json.writeNumberProperty("line", at.line());
      json.writeNumberProperty("column", at.column());
    }
  }

  private static void field(JsonGenerator json, MeshChange.Field field) {
    field.paths().forEach(path -> field(json, path, field));
  }

  private static void field(JsonGenerator json, String path, MeshChange.Field field) {
    json.writeStartObject();
    json.writeStringProperty("path", path);
    json.writeStringProperty("verb", field.verb().id());
    json.writeStringProperty("before", SecretText.masked(field.before()));
    json.writeStringProperty("after", SecretText.masked(field.after()));
    json.writeEndObject();
  }
}
