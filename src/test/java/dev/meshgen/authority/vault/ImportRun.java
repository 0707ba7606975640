package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.cli.Workspace;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Held;
import dev.meshgen.seal.sops.SopsFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs {@code vault-import.sh} with programs that play {@code vault} and {@code sops}: the one
 * keeps what it is given in files, the other has opened before what the test can open.
 */
final class ImportRun {
  private static final String VAULT =
      """
      #!/bin/sh
      # Ends at the request with the number in $STATE/dies-at, before or after it is done.
      set -eu
      echo "$*" >> "$STATE/arguments"
      env >> "$STATE/environment"
      number=$(cat "$STATE/number")
      echo $((number + 1)) > "$STATE/number"
      dies=$(cat "$STATE/dies-at")
      if [ "$number" = "$dies" ] && [ ! -e "$STATE/dies-after" ]; then exit 137; fi
      case "$1 $2 $3" in
        "kv metadata get")
          path=${4#-mount=}/$6
          [ -e "$STATE/metadata/$path" ] || { echo "No value found" >&2; exit 2; }
          if [ -e "$STATE/destroyed/$path" ]; then
            printf '{\\n  "data": {"versions": {"1": {\\n  "deletion_time": "",\\n "destroyed": true}}}}\\n'
          elif [ -e "$STATE/data/$path" ]; then
            printf '{\\n  "data": {"versions": {"1": {\\n  "deletion_time": "",\\n "destroyed": false}}}}\\n'
          else
            printf '{\\n  "data": {"versions": {}}}\\n'
          fi
          ;;
        "kv put "*)
          path=${3#-mount=}/$5
          [ "$4" = -cas=0 ] && [ "$6" = - ]
          [ ! -e "$STATE/data/$path" ] || { echo "check-and-set parameter did not match the current version" >&2; exit 2; }
          mkdir -p "$(dirname "$STATE/data/$path")"
          cat > "$STATE/data/$path"
          ;;
        "write "*)
          path=$(echo "$2" | sed 's,/metadata/,/,')
          mkdir -p "$(dirname "$STATE/metadata/$path")"
          cat > "$STATE/metadata/$path"
          ;;
        *) echo "unexpected: $*" >&2; exit 64 ;;
      esac
      if [ "$number" = "$dies" ]; then exit 137; fi
      """;

  private static final String SOPS =
      """
      #!/bin/sh
      set -eu
      [ "$1 $2 $3 $4 $5" = 'decrypt --output-type json --extract ["stringData"]' ]
      cat "$STATE/opened/$6"
      """;

  private final StoreMesh mesh;
  private final Path state;

  ImportRun(StoreMesh mesh, Path state) {
    this.mesh = mesh;
    this.state = state;
    program("vault", VAULT);
    program("sops", SOPS);
  }

  private void program(String name, String text) {
    try {
      Path file = state.resolve("bin").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a run of the script said, and how it ended. */
  record Result(int code, String said) {}

  Result run() {
    return dyingAt(-1, false);
  }

  /** The same, where a request of {@code vault} ends it. */
  Result dyingAt(int request, boolean after) {
    try {
      write("number", "0");
      write("dies-at", String.valueOf(request));
      Files.deleteIfExists(state.resolve("dies-after"));
      if (after) {
        write("dies-after", "");
      }
      open();
      ProcessBuilder builder =
          new ProcessBuilder("sh", mesh.workspace().folder() + "/rendered/vault-import.sh")
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"));
      builder
          .environment()
          .put("PATH", state.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
      builder.environment().put("STATE", state.toString());
      // A script inherits what is exported, and hands it on.
      builder.environment().put("secret", "");
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(state);
    Files.writeString(state.resolve(name), text);
  }

  /** Opens what the identity of the bundle opens, for the program that plays sops. */
  private void open() throws IOException {
    for (String path : mesh.tree().keySet()) {
      if (path.contains("/bundle/")) {
        Path opened = state.resolve("opened").resolve(path);
        Files.createDirectories(opened.getParent());
        Files.writeString(opened, json(path));
      }
    }
  }

  private String json(String path) throws IOException {
    Map<String, String> held =
        Map.of("SOPS_AGE_KEY_FILE", mesh.workspace().folder() + "/keys/bundle.agekey");
    byte[] sealed = Files.readAllBytes(mesh.workspace().folder().resolve("rendered/" + path));
    try (SecretManifest manifest = SopsFile.open(sealed, Held.in(held))) {
      assertThat(manifest.values()).containsOnlyKeys("value");
      SecretBytes value = manifest.values().get("value");
      String text = new String(value.copy(), StandardCharsets.UTF_8);
      return "{\"value\": \"" + text.replace("\"", "\\\"").replace("\n", "\\n") + "\"}";
    } catch (SealException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has what is kept at a place destroyed. */
  void destroy(String place) {
    try {
      Files.createDirectories(state.resolve("destroyed").resolve(place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the programs that the script ran could see of its variables. */
  String environment() {
    return noted("environment");
  }

  /** What was kept, by mount and path. */
  SortedMap<String, String> kept() {
    return files("data");
  }

  /** What was written beside it. */
  SortedMap<String, String> described() {
    return files("metadata");
  }

  private SortedMap<String, String> files(String below) {
    Path folder = state.resolve(below);
    return Files.exists(folder) ? Workspace.files(folder) : new TreeMap<>();
  }

  /** All that was on a command line of {@code vault}. */
  String arguments() {
    return noted("arguments");
  }

  private String noted(String name) {
    try {
      return Files.readString(state.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
