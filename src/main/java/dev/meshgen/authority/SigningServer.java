package dev.meshgen.authority;

import dev.meshgen.bytes.SecretPrompt;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Signs on a server that keeps the key, for as long as a run lasts. */
public interface SigningServer {

  /**
   * Logs in. Called only by a run that has something to be signed, once; the caller closes it.
   *
   * @throws SigningFailed if it cannot be reached, or refuses the login
   */
  IntermediateSigner connect(Session session) throws SigningFailed;

  /**
   * What a run has at hand.
   *
   * @param variables of the environment
   * @param folder to which paths in the spec and in variables are relative
   * @param prompt asks whoever runs it
   * @param names what the certificates of each cluster have to be good for
   * @param at the moment at which they have to be valid
   * @param rootPem the root of the mesh, to which every answer has to lead; empty for the first
   * @param otherwise what to do if what signs leads to another root, as a hint
   */
  record Session(
      Map<String, String> variables,
      Path folder,
      SecretPrompt prompt,
      NamesOfMesh names,
      Instant at,
      Optional<String> rootPem,
      String otherwise) {}
}
