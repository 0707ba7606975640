package dev.meshgen.seal.sops;

import dev.meshgen.seal.SealException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program {@code sops} that seals for keys of services without any service: {@link FakeSops} as a
 * process. It is for trees whose specs name such keys, on machines without sops, logins and a
 * network.
 */
public final class SopsDouble {
  private static final FakeSops SOPS = new FakeSops();

  private SopsDouble() {}

  /**
   * Writes the program into a folder, whose absolute path is the {@code PATH} on which it is found.
   *
   * @param now when keys are wrapped, in whole seconds
   */
  public static String in(Path folder, Instant now) {
    String script =
        """
        #!/bin/sh
        case "$1" in --version) echo '%s'; exit;; esac
        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s %s "$@"
        """
            .formatted(
                SOPS.version.strip(),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                SopsDouble.class.getName(),
                now);
    try {
      Files.createDirectories(folder);
      Path program = Files.writeString(folder.resolve(UserSops.PROGRAM), script);
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
      return folder.toAbsolutePath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content of a file that is sealed for the key of a service; its MAC is verified. */
  public static String open(byte[] file) {
    try {
      return FakeSops.decrypt(file);
    } catch (SealException e) {
      throw new AssertionError(e);
    }
  }

  /** Answers as sops would, at the time that comes before its arguments. */
  public static void main(String[] arguments) throws IOException {
    SOPS.created = Instant.parse(arguments[0]);
    List<String> command = new ArrayList<>(List.of(arguments));
    command.set(0, UserSops.PROGRAM);
    byte[] input = System.in.readAllBytes();
    ProgramAnswer answer = SOPS.ask(new ProgramCall(command, Map.of(), input));
    System.out.write(answer.output());
    System.out.flush();
  }
}
