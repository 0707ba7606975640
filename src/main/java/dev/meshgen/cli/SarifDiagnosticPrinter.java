package dev.meshgen.cli;

import dev.meshgen.diagnostic.Acknowledged;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** For code scanners: a log in SARIF 2.1.0 (OASIS standard of 27 March 2020). */
final class SarifDiagnosticPrinter implements DiagnosticPrinter {

  @Override
  public void print(List<Diagnostic> found, PrintWriter out) {
    Set<Code> codes = EnumSet.noneOf(Code.class);
    found.forEach(diagnostic -> codes.add(diagnostic.code()));
    List<Code> rules = List.copyOf(codes);
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      json.writeStringProperty("version", "2.1.0");
      json.writeArrayPropertyStart("runs");
      json.writeStartObject();
      tool(json, rules);
      // Section 3.14.17: how startColumn counts.
      json.writeStringProperty("columnKind", "unicodeCodePoints");
      json.writeArrayPropertyStart("results");
      for (Diagnostic diagnostic : found) {
        result(json, diagnostic, rules.indexOf(diagnostic.code()));
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    out.print('\n');
    out.flush();
  }

  private static void tool(JsonGenerator json, List<Code> rules) {
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", "meshgen");
    json.writeArrayPropertyStart("rules");
    for (Code code : rules) {
      json.writeStartObject();
      json.writeStringProperty("id", code.id());
      message(json, "shortDescription", code.summary());
      json.writeStringProperty("helpUri", DiagnosticPage.address(code).toString());
      help(json, DiagnosticPage.of(code));
      json.writeObjectPropertyStart("defaultConfiguration");
      json.writeStringProperty("level", code.severity().id());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void result(JsonGenerator json, Diagnostic diagnostic, int rule) {
    json.writeStartObject();
    json.writeStringProperty("ruleId", diagnostic.code().id());
    json.writeNumberProperty("ruleIndex", rule);
    json.writeStringProperty("level", diagnostic.severity().id());
    message(json, "message", GithubDiagnosticPrinter.body(diagnostic));
    json.writeArrayPropertyStart("locations");
    json.writeStartObject();
    place(json, diagnostic.at());
    json.writeEndObject();
    json.writeEndArray();
    if (diagnostic.related().isPresent()) {
      Diagnostic.Related related = diagnostic.related().get();
      json.writeArrayPropertyStart("relatedLocations");
      json.writeStartObject();
      place(json, related.at());
      message(json, "message", related.message());
      json.writeEndObject();
      json.writeEndArray();
    }
    diagnostic.acknowledged().ifPresent(why -> suppression(json, why));
    json.writeEndObject();
  }

  /** Section 3.35: `inSource`, because the spec itself says so. */
  private static void suppression(JsonGenerator json, Acknowledged why) {
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
