package dev.meshgen.vault;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.SecretPrompt;
import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.vault.VaultException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Where a secret is: never in the spec, and never on the command line.
 *
 * @param what it is, with an article
 * @param variable of the environment that holds it, asked first
 * @param file that holds it, asked next
 */
public record SecretSource(String what, Optional<String> variable, Optional<Path> file) {
  /** A JWT with many claims has a few KiB. */
  private static final int MOST = 1 << 16;

  /**
   * The secret, without the white space around it, for the caller to close.
   *
   * @param prompt asked where it is nowhere else
   * @throws VaultException if it is nowhere, or cannot be one
   */
  SecretBytes read(Map<String, String> variables, SecretPrompt prompt) throws VaultException {
    Optional<String> held = variable.map(variables::get).filter(value -> !value.isBlank());
    if (held.isPresent()) {
      return checked(SecretBytes.ofUtf8(held.get().strip()), variable.get());
    }
    if (file.isEmpty() || Files.notExists(file.get())) {
      Optional<SecretBytes> typed = prompt.ask(what.replaceFirst("^the ", "") + " of Vault");
      if (typed.isPresent()) {
        return checked(typed.get(), "what was typed");
      }
    }
    if (file.isEmpty()) {
      throw VaultException.of(
          Kind.SETTING, what + " is missing: " + variable.orElseThrow() + " is not set");
    }
    return checked(stripped(content(file.get())), file.get().toString());
  }

  private byte[] content(Path path) throws VaultException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MOST + 1);
    } catch (IOException e) {
      String unset = variable.map(name -> name + " is not set, and ").orElse("");
      throw VaultException.of(
          Kind.SETTING,
          what + " is missing: " + unset + path + " cannot be read: " + IoReason.of(e));
    }
  }

  private static SecretBytes stripped(byte[] content) {
    int start = 0;
    int end = content.length;
    while (start < end && content[start] <= ' ' && content[start] >= 0) {
      start++;
    }
    while (end > start && content[end - 1] <= ' ' && content[end - 1] >= 0) {
      end--;
    }
    byte[] whole = Arrays.copyOfRange(content, start, end);
    Arrays.fill(content, (byte) 0);
    return SecretBytes.owning(whole);
  }

  /** The JDK quotes a header that it does not like. */
  private SecretBytes checked(SecretBytes secret, String from) throws VaultException {
    byte[] content = secret.copy();
    boolean plain = content.length > 0 && content.length <= MOST;
    for (byte each : content) {
      plain &= each > ' ' && each < 0x7f;
    }
    Arrays.fill(content, (byte) 0);
    if (plain) {
      return secret;
    }
    secret.close();
    throw VaultException.of(
        Kind.SETTING, from + " does not hold " + what + ": expected one ASCII word");
  }
}
