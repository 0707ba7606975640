package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The volumes of a Pod, each a folder. As with a kubelet, the files of a Secret change all at once:
 * they are behind the link {@code ..data}, which is replaced.
 */
final class PodVolumes {
  private final Pod pod;
  private final PodValues values;
  private final KubeClient client;
  private final Map<String, Map<String, byte[]>> written = new LinkedHashMap<>();
  private int version;

  PodVolumes(Pod pod, PodValues values, KubeClient client) {
    this.pod = pod;
    this.values = values;
    this.client = client;
  }

  Path folder(String volume) {
    return pod.folder().resolve("volumes").resolve(volume);
  }

  /** Fills all of them; fails when a Secret or ConfigMap is missing that is not optional. */
  void fill() {
    for (JsonNode volume : pod.spec().path("volumes")) {
      String name = volume.path("name").asString();
      if (volume.has("emptyDir") || volume.has("hostPath")) {
        empty(name);
      } else {
        write(name, files(name, volume));
      }
    }
  }

  /** Fills again those whose Secret or ConfigMap has changed; one that is gone stays as it is. */
  void refresh() {
    for (JsonNode volume : pod.spec().path("volumes")) {
      String name = volume.path("name").asString();
      if (isMadeOfObjects(volume)) {
        try {
          write(name, files(name, volume));
        } catch (PodValues.Missing e) {
          // It stays as it is.
        }
      }
    }
  }

  private static boolean isMadeOfObjects(JsonNode volume) {
    return Stream.concat(Stream.of(volume), volume.at("/projected/sources").valueStream())
        .filter(each -> !each.has("projected"))
        .allMatch(each -> each.has("secret") || each.has("configMap"));
  }

  private Map<String, byte[]> files(String name, JsonNode volume) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (volume.has("projected")) {
      for (JsonNode source : volume.path("projected").path("sources")) {
        add(files, name, source);
      }
    } else {
      add(files, name, volume);
    }
    return files;
  }

  private void add(Map<String, byte[]> files, String volume, JsonNode source) {
    if (source.has("secret") || source.has("configMap")) {
      addObject(files, volume, source.has("secret"), source);
    } else if (source.has("downwardAPI")) {
      for (JsonNode item : source.path("downwardAPI").path("items")) {
        String text =
            item.has("fieldRef")
                ? values.field(item.path("fieldRef").path("fieldPath").asString())
                : values.resource(item.path("resourceFieldRef"), pod.spec());
        files.put(item.path("path").asString(), text.getBytes(StandardCharsets.UTF_8));
      }
    } else if (source.has("serviceAccountToken")) {
      JsonNode token = source.path("serviceAccountToken");
      files.put(token.path("path").asString(), token(token).getBytes(StandardCharsets.UTF_8));
    } else {
      throw new IllegalStateException("volume " + volume + ": " + source);
    }
  }

  private void addObject(
      Map<String, byte[]> files, String volume, boolean secret, JsonNode source) {
    JsonNode reference = source.path(secret ? "secret" : "configMap");
    String name = reference.path("secretName").asString(reference.path("name").asString(""));
    boolean optional = reference.path("optional").asBoolean(false);
    Map<String, byte[]> data = values.data(secret, name).orElse(null);
    String what =
        "MountVolume.SetUp failed for volume \"%s\" : %s \"%s\""
            .formatted(volume, secret ? "secret" : "configmap", name);
    if (data == null) {
      if (!optional) {
        throw new PodValues.Missing(what + " not found");
      }
    } else if (!reference.has("items")) {
      files.putAll(data);
    } else {
      for (JsonNode item : reference.path("items")) {
        String key = item.path("key").asString();
        if (data.containsKey(key)) {
          files.put(item.path("path").asString(), data.get(key));
        } else if (!optional) {
          throw new PodValues.Missing(what + " references non-existent key: " + key);
        }
      }
    }
  }

  private String token(JsonNode token) {
    Map<String, Object> bound =
        Map.of("apiVersion", "v1", "kind", "Pod", "name", pod.name(), "uid", pod.uid());
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("boundObjectRef", bound);
    spec.put("expirationSeconds", token.path("expirationSeconds").asInt(3600));
    if (token.has("audience")) {
      spec.put("audiences", new String[] {token.path("audience").asString()});
    }
    Ref account = new Ref("v1", "ServiceAccount", pod.namespace(), pod.account());
    return client
        .post(client.path(account) + "/token", KubeClient.JSON.valueToTree(Map.of("spec", spec)))
        .path("status")
        .path("token")
        .asString();
  }

  private void empty(String name) {
    try {
      Path folder = Files.createDirectories(folder(name));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void write(String name, Map<String, byte[]> files) {
    Map<String, byte[]> before = written.put(name, files);
    if (before != null && same(before, files)) {
      return;
    }
    try {
      Path folder = Files.createDirectories(folder(name));
      Path data = folder.resolve("..data");
      Path old = Files.isSymbolicLink(data) ? folder.resolve(Files.readSymbolicLink(data)) : null;
      Path now = Files.createDirectory(folder.resolve("..v" + ++version));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = now.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
      Path link = folder.resolve("..data_tmp");
      Files.createSymbolicLink(link, now.getFileName());
      Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);
      for (String file : files.keySet()) {
        Path top = folder.resolve(Path.of(file).getName(0));
        if (!Files.isSymbolicLink(top)) {
          Files.createSymbolicLink(top, Path.of("..data").resolve(top.getFileName()));
        }
      }
      if (old != null) {
        Shell.run("rm", "-rf", old.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
    return one.keySet().equals(other.keySet())
        && one.keySet().stream().allMatch(key -> Arrays.equals(one.get(key), other.get(key)));
  }
}
