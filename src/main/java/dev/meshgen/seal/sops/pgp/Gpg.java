package dev.meshgen.seal.sops.pgp;

import dev.meshgen.seal.sops.ProgramAnswer;
import dev.meshgen.seal.sops.ProgramCall;
import dev.meshgen.seal.sops.Surroundings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The user's own gpg, as sops finds it. */
final class Gpg {
  private final Surroundings surroundings;
  private final String program;

  Gpg(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.program = surroundings.environment().getOrDefault("SOPS_GPG_EXEC", "gpg");
  }

  ProgramAnswer run(byte[] input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program, "--batch", "--quiet"));
    command.addAll(List.of(arguments));
    return surroundings.runner().ask(new ProgramCall(command, surroundings.environment(), input));
  }
}
