package dev.meshgen.seal.sops.age;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.sops.CommandRunner;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.Keyring;
import dev.meshgen.seal.sops.Opening;
import dev.meshgen.seal.sops.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The user's age identities, found where sops 3.13 finds them (age/keysource.go): {@code
 * SOPS_AGE_KEY}, {@code SOPS_AGE_KEY_FILE}, {@code SOPS_AGE_KEY_CMD} and the default key file.
 *
 * <p>Lazy and safe for use by several threads: nothing is read before the first question, files are
 * read once, and the command runs at most once for each recipient, only if no file has its
 * identity. Nothing here is fatal: what cannot be used becomes a note, for the message when nothing
 * opens.
 */
final class AgeKeyring implements Keyring {
  private static final String KEY = "SOPS_AGE_KEY";
  private static final String KEY_FILE = AgeKeyKind.KEY_FILE;
  private static final String KEY_COMMAND = "SOPS_AGE_KEY_CMD";
  static final String SSH_KEY_FILE = "SOPS_AGE_SSH_PRIVATE_KEY_FILE";
  private static final String SSH_COMMAND = "SOPS_AGE_SSH_PRIVATE_KEY_CMD";
  private static final List<String> SSH_DEFAULTS = List.of(".ssh/id_ed25519", ".ssh/id_rsa");
  private static final int MAX_FILE = 1 << 20;
  private static final int MOST_NAMED = 3;
  private static final int MOST_SHOWN = 64;

  private final Map<String, String> environment;
  private final Optional<Path> defaultFile;
  private final CommandRunner runner;

  private final Map<String, AgeOpener> identities = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> asked = new TreeSet<>();
  private boolean filesRead;
  private boolean gaveUp;

  AgeKeyring(Surroundings surroundings) {
    this.environment = surroundings.environment();
    this.defaultFile =
        ConfigDirectory.find(environment, surroundings.osName())
            .map(dir -> dir.resolve("sops/age/keys.txt"));
    this.runner = surroundings.runner();
  }

  /**
   * What was found.
   *
   * @param notes what was skipped and why, and where sops would look but nothing is
   */
  record Found(List<AgeOpener> identities, List<String> notes) {
    Found {
      identities = List.copyOf(identities);
      notes = List.copyOf(notes);
    }
  }

  @Override
  public Opening open(List<KeyEntry> entries) {
    List<String> recipients = new ArrayList<>();
    entries.forEach(entry -> recipients.add(entry.field(AgeKeyKind.RECIPIENT)));
    Found found = forRecipients(recipients);
    return new AgeOpening(found.identities()).open(entries, notes(found));
  }

  /**
   * Whoever has an identity at hand looks for another one, and is not told that a default file is
   * missing.
   */
  private List<String> notes(Found found) {
    if (found.identities().isEmpty()) {
      return found.notes();
    }
    List<String> all = new ArrayList<>();
    List<String> held =
        found.identities().stream().limit(MOST_NAMED).map(each -> shown(each.recipient())).toList();
    int others = found.identities().size() - held.size();
    all.add(
        "at hand is that of "
            + String.join(", ", held)
            + (others > 0 ? " and " + others + " more" : ""));
    String missing = defaultFile.map(file -> missing(file.toString())).orElse("");
    found.notes().stream().filter(note -> !note.equals(missing)).forEach(all::add);
    return all;
  }

  private static String missing(String location) {
    return location + " does not exist";
  }

  /** Those of SSH and the post-quantum ones are long. */
  private static String shown(Recipient recipient) {
    String text = recipient.text();
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
  }

  @Override
  public boolean mayOpen(List<String> recipients) {
    return forRecipients(recipients).identities().stream()
        .anyMatch(identity -> recipients.contains(identity.recipient().text()));
  }

  /** Identities for a file that is sealed for these recipients; others may be among them. */
  synchronized Found forRecipients(List<String> recipients) {
    if (!filesRead) {
      filesRead = true;
      readVariables();
      defaultFile.ifPresent(file -> readFile(file.toString(), file));
    }
    boolean matched = identities.keySet().stream().anyMatch(recipients::contains);
    String command = environment.get(KEY_COMMAND);
    if (!matched && command != null) {
      for (String recipient : recipients) {
        if (!gaveUp && asked.add(recipient)) {
          runCommand(command, recipient);
        }
        if (identities.containsKey(recipient)) {
          break;
        }
      }
    }
    return new Found(List.copyOf(identities.values()), notes);
  }

  private void readVariables() {
    readSsh();
    String keys = environment.get(KEY);
    if (keys != null) {
      readWords(keys);
    }
    String file = environment.get(KEY_FILE);
    if (file != null) {
      try {
        readFile(KEY_FILE + " (" + file + ")", Path.of(file));
      } catch (InvalidPathException e) {
        notes.add(KEY_FILE + " is not a file name");
      }
    }
    if (keys == null && file == null && !environment.containsKey(KEY_COMMAND)) {
      notes.add("none of " + KEY + ", " + KEY_FILE + " and " + KEY_COMMAND + " is set");
    }
  }

  /** Nothing is said of those that no variable names and that cannot be used. */
  private void readSsh() {
    String named = environment.get(SSH_KEY_FILE);
    if (environment.containsKey(SSH_COMMAND)) {
      notes.add(SSH_COMMAND + " is set, which is not supported; use " + SSH_KEY_FILE);
    }
    if (named != null) {
      readSsh(named, Optional.of(SSH_KEY_FILE + " (" + named + ")"));
      return;
    }
    String home = environment.get("HOME");
    if (home != null) {
      SSH_DEFAULTS.forEach(name -> readSsh(home + "/" + name, Optional.empty()));
    }
  }

  private void readSsh(String file, Optional<String> location) {
    byte[] content = {};
    try (InputStream stream = Files.newInputStream(Path.of(file))) {
      content = stream.readNBytes(MAX_FILE);
      Optional<SshIdentity> identity = SshIdentity.read(content);
      identity.ifPresent(found -> identities.putIfAbsent(found.recipient().text(), found));
      if (location.isPresent()) {
        if (identity.isEmpty()) {
          notes.add(
              location.get()
                  + " is not an SSH key of Ed25519 or RSA without a passphrase; skipped");
        } else {
          noteIfShared(location.get(), Path.of(file));
        }
      }
    } catch (IOException | InvalidPathException e) {
      location.ifPresent(name -> notes.add(name + " cannot be read"));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** Since sops 3.13 several keys may share a line here, where line breaks are awkward. */
  private void readWords(String keys) {
    var text = new IdentityText(KEY, identities, notes);
    for (String line : keys.lines().toList()) {
      if (!line.startsWith("#")) {
        for (String word : line.strip().split("\\s+")) {
          if (!word.isEmpty()) {
            text.add(word, "a key in " + KEY);
          }
        }
      }
    }
  }

  private void readFile(String location, Path file) {
    byte[] content = {};
    try (InputStream stream = Files.newInputStream(file)) {
      content = stream.readNBytes(MAX_FILE);
      new IdentityText(location, identities, notes).read(content);
      noteIfShared(location, file);
    } catch (NoSuchFileException e) {
      notes.add(missing(location));
    } catch (IOException e) {
      notes.add(location + " cannot be read");
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private void noteIfShared(String location, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
      if (allowed.contains(PosixFilePermission.GROUP_READ)
          || allowed.contains(PosixFilePermission.OTHERS_READ)) {
        notes.add(location + " can be read by other users; its mode should be 600");
      }
    } catch (UnsupportedOperationException e) {
      // No such permissions on this file system, so nothing to warn about.
    }
  }

  private void runCommand(String line, String recipient) {
    Optional<List<String>> command = ShellWords.split(line);
    if (command.isEmpty() || command.get().isEmpty()) {
      notes.add(KEY_COMMAND + " is not a command: it is empty or a quote is not closed");
      return;
    }
    byte[] output = {};
    try {
      output = runner.run(command.get(), Map.of("SOPS_AGE_RECIPIENT", recipient));
      new IdentityText("the output of " + KEY_COMMAND, identities, notes).read(output);
    } catch (InterruptedIOException e) {
      // It would hang for every other recipient, too.
      gaveUp = true;
      notes.add(KEY_COMMAND + " was stopped: " + reason(e));
    } catch (IOException e) {
      // The command line is not repeated: people put tokens there.
      notes.add(KEY_COMMAND + " failed for " + recipient + ": " + reason(e));
    } finally {
      Arrays.fill(output, (byte) 0);
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message != null && message.startsWith("it ") ? message : "it cannot be started";
  }
}
