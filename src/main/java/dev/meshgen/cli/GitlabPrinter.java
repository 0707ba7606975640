package dev.meshgen.cli;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Severity;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * For GitLab's merge requests: a code quality report (Code Climate's format, as GitLab documents
 * it). What the spec acknowledges is left out, since the format has no word for it.
 */
final class GitlabPrinter implements AnnotationPrinter {

  @Override
  public void print(List<Annotation> found, PrintWriter out) {
    Map<String, Integer> copies = new HashMap<>();
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(out)) {
      json.writeStartArray();
      for (Annotation each : found) {
        if (each.isOpen()) {
          String key = each.topic().id() + "\n" + each.at().file() + "\n" + each.title();
          issue(json, each, key + "\n" + copies.merge(key, 1, Integer::sum));
        }
      }
      json.writeEndArray();
    }
    out.print('\n');
    out.flush();
  }

  /** The fingerprint leaves out the line, so that an issue stays the same when lines move. */
  private static void issue(JsonGenerator json, Annotation found, String identity) {
    json.writeStartObject();
    json.writeStringProperty("description", found.visibleText());
    json.writeStringProperty("check_name", found.topic().id());
    json.writeStringProperty("fingerprint", Sha256.hex(identity.getBytes(StandardCharsets.UTF_8)));
    json.writeStringProperty("severity", severity(found.severity()));
    json.writeObjectPropertyStart("location");
    json.writeStringProperty("path", SourceExcerpt.visible(path(found.at().file())));
    json.writeObjectPropertyStart("lines");
    json.writeNumberProperty("begin", Math.max(1, found.at().line()));
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  /** GitLab wants it from the top of the repository, without {@code ./} in front. */
  private static String path(String file) {
    String path = file.replace('\\', '/');
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    return path;
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "critical";
      case WARNING -> "major";
      case NOTE -> "info";
    };
  }
}
