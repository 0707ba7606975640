package dev.meshgen.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The generator that Argo CD opens sealed files with: the real one where it is on the PATH, else a
 * stand-in that does what ksops does with a generator's {@code files}, by running the real sops.
 */
public final class Ksops {
  private static final String STAND_IN =
      """
      #!/bin/sh
      files=$(sed -n '/^functionConfig:/,$s/^ *- \\(\\.\\/.*\\.sops\\.yaml\\)$/\\1/p')
      echo 'apiVersion: config.kubernetes.io/v1'
      echo 'kind: ResourceList'
      echo 'items:'
      for file in $files; do
        opened=$(sops decrypt "$file") || exit 1
        printf '%s\\n' "$opened" | sed -e '1s/^/- /' -e '2,$s/^/  /'
      done
      """;

  private Ksops() {}

  /** The PATH on which kustomize finds a ksops. */
  public static Map<String, String> path(Path scratch) throws IOException {
    String folders = String.join(File.pathSeparator, Tool.folders());
    if (Tool.KSOPS.isThere()) {
      return Map.of("PATH", folders);
    }
    Path script = scratch.resolve("ksops");
    Files.writeString(script, STAND_IN, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return Map.of("PATH", scratch + File.pathSeparator + folders);
  }
}
