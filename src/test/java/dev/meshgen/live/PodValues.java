package dev.meshgen.live;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the fields, resources, Secrets and ConfigMaps that a container refers to are. */
final class PodValues {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z0-9_]+)\\)");
  private static final Pattern ENTRY =
      Pattern.compile("metadata\\.(labels|annotations)\\['(.*)'\\]");
  private static final Pattern QUANTITY = Pattern.compile("([0-9.]+)([a-zA-Z]*)");
  private static final Map<String, Double> UNITS =
      Map.of(
          "",
          1.0,
          "m",
          1e-3,
          "k",
          1e3,
          "M",
          1e6,
          "G",
          1e9,
          "Ki",
          1024.0,
          "Mi",
          1048576.0,
          "Gi",
          1073741824.0);

  private final Pod pod;
  private final Informer secrets;
  private final Informer configMaps;

  PodValues(Pod pod, Informer secrets, Informer configMaps) {
    this.pod = pod;
    this.secrets = secrets;
    this.configMaps = configMaps;
  }

  /** Something that the Pod needs is not there yet: its start is tried again. */
  static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;

    Missing(String what) {
      super(what);
    }
  }

  /** The environment of a container. */
  Map<String, String> environment(JsonNode container) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    values.put("HOME", "/tmp");
    values.put("HOSTNAME", pod.name());
    values.put("KUBERNETES_SERVICE_HOST", KubeCluster.API_SERVICE);
    values.put("KUBERNETES_SERVICE_PORT", "443");
    for (JsonNode variable : container.path("env")) {
      String name = variable.path("name").asString();
      if (variable.has("valueFrom")) {
        from(variable.path("valueFrom"), container).ifPresent(value -> values.put(name, value));
      } else {
        values.put(name, expand(variable.path("value").asString(""), values));
      }
    }
    return values;
  }

  /** A text with its {@code $(NAME)} replaced. */
  static String expand(String text, Map<String, String> values) {
    Matcher references = REFERENCE.matcher(text);
    return references.replaceAll(
        match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
  }

  private Optional<String> from(JsonNode source, JsonNode container) {
    if (source.has("fieldRef")) {
      return Optional.of(field(source.path("fieldRef").path("fieldPath").asString()));
    }
    if (source.has("resourceFieldRef")) {
      return Optional.of(resource(source.path("resourceFieldRef"), container));
    }
    boolean secret = source.has("secretKeyRef");
    JsonNode reference = source.path(secret ? "secretKeyRef" : "configMapKeyRef");
    String name = reference.path("name").asString();
    byte[] value = data(secret, name).orElse(Map.of()).get(reference.path("key").asString());
    if (value == null && !reference.path("optional").asBoolean(false)) {
      throw new Missing((secret ? "secret" : "configmap") + " \"" + name + "\" not found");
    }
    return Optional.ofNullable(value).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The files of a Secret or ConfigMap. */
  Optional<Map<String, byte[]>> data(boolean secret, String name) {
    return (secret ? secrets : configMaps)
        .find(pod.namespace(), name)
        .map(
            object -> {
              Map<String, byte[]> files = new LinkedHashMap<>();
              for (var entry : object.path("data").properties()) {
                String text = entry.getValue().asString("");
                files.put(
                    entry.getKey(),
                    secret
                        ? Base64.getDecoder().decode(text)
                        : text.getBytes(StandardCharsets.UTF_8));
              }
              return files;
            });
  }

  /** A field of the Pod. */
  String field(String path) {
    JsonNode metadata = pod.object().path("metadata");
    Matcher entry = ENTRY.matcher(path);
    if (entry.matches()) {
      return metadata.path(entry.group(1)).path(entry.group(2)).asString("");
    }
    return switch (path) {
      case "metadata.labels", "metadata.annotations" ->
          lines(metadata.path(path.substring(path.indexOf('.') + 1)));
      case "status.podIP", "status.podIPs" -> pod.address();
      case "status.hostIP" -> pod.host();
      case "spec.serviceAccountName" -> pod.account();
      default -> pod.object().at("/" + path.replace('.', '/')).asString("");
    };
  }

  private static String lines(JsonNode map) {
    StringBuilder lines = new StringBuilder();
    for (var entry : map.properties()) {
      lines.append(entry.getKey()).append('=').append(entry.getValue()).append('\n');
    }
    return lines.toString();
  }

  /** A request or limit; without one, what the node has. */
  String resource(JsonNode reference, JsonNode container) {
    String resource = reference.path("resource").asString();
    String of = reference.path("containerName").asString(container.path("name").asString(""));
    JsonNode owner =
        pod.containers().stream()
            .filter(each -> each.path("name").asString().equals(of))
            .findFirst()
            .orElse(container);
    String value =
        owner
            .path("resources")
            .at("/" + resource.replace('.', '/'))
            .asString(resource.endsWith("cpu") ? "2" : "4Gi");
    double divisor = quantity(reference.path("divisor").asString("1"));
    return String.valueOf((long) Math.ceil(quantity(value) / (divisor == 0 ? 1 : divisor)));
  }

  private static double quantity(String text) {
    Matcher parts = QUANTITY.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    return Double.parseDouble(parts.group(1)) * UNITS.get(parts.group(2));
  }
}
