package dev.meshgen.cli;

import dev.meshgen.diagnostic.AcknowledgedReason;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** For code scanners: a log in SARIF 2.1.0 (OASIS standard of 27 March 2020). */
final class SarifPrinter implements AnnotationPrinter {

  @Override
  public void print(List<Annotation> found, PrintWriter out) {
    SortedMap<String, Annotation.Topic> topics = new TreeMap<>();
    found.forEach(each -> topics.put(each.topic().id(), each.topic()));
    List<String> rules = List.copyOf(topics.keySet());
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      json.writeStringProperty("version", "2.1.0");
      json.writeArrayPropertyStart("runs");
      json.writeStartObject();
      tool(json, topics.values());
      // Section 3.14.17: how startColumn counts.
      json.writeStringProperty("columnKind", "unicodeCodePoints");
      json.writeArrayPropertyStart("results");
      for (Annotation each : found) {
        result(json, each, rules.indexOf(each.topic().id()));
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    out.print('\n');
    out.flush();
  }

  private static void tool(JsonGenerator json, Collection<Annotation.Topic> topics) {
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", "meshgen");
    json.writeArrayPropertyStart("rules");
    for (Annotation.Topic topic : topics) {
      json.writeStartObject();
      json.writeStringProperty("id", topic.id());
      message(json, "shortDescription", topic.summary());
      json.writeStringProperty("helpUri", topic.address().toString());
      help(json, topic.page());
      json.writeObjectPropertyStart("defaultConfiguration");
      json.writeStringProperty("level", topic.severity().id());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void result(JsonGenerator json, Annotation found, int rule) {
    json.writeStartObject();
    json.writeStringProperty("ruleId", found.topic().id());
    json.writeNumberProperty("ruleIndex", rule);
    json.writeStringProperty("level", found.severity().id());
    message(json, "message", found.visibleText());
    json.writeArrayPropertyStart("locations");
    json.writeStartObject();
    place(json, found.at());
    json.writeEndObject();
    json.writeEndArray();
    if (!found.related().isEmpty()) {
      json.writeArrayPropertyStart("relatedLocations");
      for (Diagnostic.Related related : found.related()) {
        json.writeStartObject();
        place(json, related.at());
        message(json, "message", related.message());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    found.acknowledged().ifPresent(why -> suppression(json, why));
    json.writeEndObject();
  }

  /** Section 3.35: `inSource`, because the spec itself says so. */
  private static void suppression(JsonGenerator json, AcknowledgedReason why) {
    json.writeArrayPropertyStart("suppressions");
    json.writeStartObject();
    json.writeStringProperty("kind", "inSource");
    json.writeStringProperty("status", "accepted");
    json.writeStringProperty("justification", why.reason() + " (until " + why.until() + ")");
    json.writeEndObject();
    json.writeEndArray();
  }

  /** Code scanners show it beside a result; the text is for those that do not read Markdown. */
  private static void help(JsonGenerator json, String page) {
    json.writeObjectPropertyStart("help");
    json.writeStringProperty("text", page);
    json.writeStringProperty("markdown", page);
    json.writeEndObject();
  }

  private static void message(JsonGenerator json, String name, String text) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("text", text);
    json.writeEndObject();
  }

  private static void place(JsonGenerator json, Span at) {
    json.writeObjectPropertyStart("physicalLocation");
    json.writeObjectPropertyStart("artifactLocation");
    json.writeStringProperty("uri", uri(at.file()));
    json.writeEndObject();
    if (at.hasLine()) {
      json.writeObjectPropertyStart("region");
      json.writeNumberProperty("startLine", at.line());
      json.writeNumberProperty("startColumn", at.column());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** A relative URI reference (RFC 3986), or a file URI for an absolute path. */
  static String uri(String file) {
    String path = file.replace('\\', '/');
    boolean drive = path.length() > 2 && path.charAt(1) == ':' && path.charAt(2) == '/';
    StringBuilder uri = new StringBuilder();
    if (path.startsWith("/") || drive) {
      uri.append(drive ? "file:///" : "file://");
    }
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      int c = octet & 0xFF;
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "-._~/".indexOf(c) >= 0;
      if (plain) {
        uri.append((char) c);
      } else {
        uri.append(String.format(Locale.ROOT, "%%%02X", c));
      }
    }
    return uri.toString();
  }
}
