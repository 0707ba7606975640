package dev.meshgen.istio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists the fields of the mesh configuration, and those of its {@code defaultConfig}, off a folder
 * with the sources of the module {@code istio.io/api} of that minor.
 *
 * <pre>
 * mvn -q test -Dtest=VersionFilesTest -Dmeshgen.minor=1.99 -Dmeshgen.api=/path/to/api
 * </pre>
 */
final class MeshConfigFields {
  private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern INNER =
      Pattern.compile("\\b(?:message|enum) \\w+ \\{[^{}]*}|\\b(?:reserved|option) [^;]*;");
  private static final Pattern ONE_OF = Pattern.compile("\\boneof \\w+ \\{([^{}]*)}");
  private static final Pattern FIELD =
      Pattern.compile("(repeated )?(map *<[^>]*>|[\\w.]+) +(\\w+) *= *\\d+ *(?:\\[([^\\]]*)])? *;");
  private static final Pattern JSON_NAME = Pattern.compile("json_name *= *\"(\\w+)\"");

  private static final Map<String, String> TYPES =
      Map.of(
          "bool", " boolean",
          "google.protobuf.BoolValue", " boolean",
          "int32", " number",
          "uint32", " number",
          "google.protobuf.Int32Value", " number",
          "string", " string",
          "google.protobuf.Duration", " string");

  private MeshConfigFields() {}

  static SortedSet<String> of(Path api) throws IOException {
    Path folder = api.resolve("mesh/v1alpha1");
    SortedSet<String> lines = new TreeSet<>();
    fields(folder.resolve("config.proto"), "MeshConfig")
        .forEach((name, type) -> lines.add(name + type));
    lines.remove("defaultConfig.* mapping");
    fields(folder.resolve("proxy.proto"), "ProxyConfig")
        .forEach((name, type) -> lines.add("defaultConfig." + name + type));
    return lines;
  }

  private static Map<String, String> fields(Path file, String message) throws IOException {
    String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
    String body = body(text, message);
    String flat = body;
    do {
      body = flat;
      flat = INNER.matcher(ONE_OF.matcher(body).replaceAll("$1")).replaceAll("");
    } while (!flat.equals(body));
    Map<String, String> fields = new HashMap<>();
    Matcher field = FIELD.matcher(body);
    while (field.find()) {
      fields.put(
          name(field.group(3), field.group(4)), type(field.group(1) != null, field.group(2), text));
    }
    return fields;
  }

  private static String body(String text, String message) {
    int start = text.indexOf("message " + message + " {");
    int at = text.indexOf('{', start) + 1;
    for (int depth = 1; depth > 0; at++) {
      depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
    }
    return text.substring(text.indexOf('{', start) + 1, at - 1);
  }

  private static String name(String field, String options) {
    Matcher json = JSON_NAME.matcher(options == null ? "" : options);
    if (json.find()) {
      return json.group(1);
    }
    return Pattern.compile("_(\\w)")
        .matcher(field)
        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  private static String type(boolean repeated, String type, String text) {
    if (repeated) {
      return ".* list";
    }
    if (type.startsWith("map")) {
      return ".* strings";
    }
    boolean enumerated = Pattern.compile("\\benum " + type + " \\{").matcher(text).find();
    return TYPES.getOrDefault(type, enumerated ? " text" : ".* mapping");
  }

  /** Replaces the list of a file, or adds it before the charts. */
  static void write(Path file, Path api) throws IOException {
    String text = Files.readString(file);
    int end = text.indexOf("\ncharts:\n") + 1;
    int start = text.lastIndexOf("\n---\n", end) + "\n---\n".length();
    StringBuilder list =
        new StringBuilder("# The fields of the mesh configuration.\nmeshConfig: |\n");
    of(api).forEach(line -> list.append("  ").append(line).append('\n'));
    Files.writeString(file, text.substring(0, start) + list + text.substring(end));
  }
}
