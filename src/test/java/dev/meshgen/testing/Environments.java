package dev.meshgen.testing;

import dev.meshgen.bytes.SecretPrompt;
import dev.meshgen.compile.Env;
import dev.meshgen.diagnostic.Progress;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.Surroundings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** What surrounds a compiler in tests. */
public final class Environments {
  private static final Surroundings NOTHING =
      new Surroundings(
          Map.of("HOME", "/nonexistent"),
          "Linux",
          (command, environment) -> {
            throw new AssertionError("nothing has to be opened");
          });

  private Environments() {}

  /** No key, no variable, no program. */
  public static Env empty() {
    return new Env(
        new SecureRandom(),
        Clock.systemUTC(),
        Keyrings.in(NOTHING),
        Keyrings.in(NOTHING),
        Map.of(),
        Path.of(""),
        SecretPrompt.NONE,
        Progress.NONE);
  }
}
