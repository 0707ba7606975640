package dev.meshgen.seal.sops;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.yaml.YamlMap;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The user's own sops, on the PATH: for the kinds of keys whose services meshgen does not speak
 * with.
 *
 * <p>For a new data key it encrypts a document that holds nothing, for the keys of services and for
 * one more key, which exists in this process alone. That one opens what sops wrapped, and its entry
 * is dropped: sops sees no secret of the tree, and our own code seals the file. To open a file,
 * sops gets it on its standard input, and hands back its content.
 *
 * <p>Its configuration and variables that name further recipients are kept from it. Safe for use by
 * several threads.
 */
public final class UserSops {
  static final String PROGRAM = "sops";

  /** The first that reads its standard input. */
  private static final SopsVersion OLDEST = new SopsVersion(3, 10, 0);

  /** What would add options, and with them recipients. */
  private static final String OPTIONS = "SOPS_CONFIG";

  /**
   * Exit codes of sops (cmd/sops/codes): a value or the MAC does not decrypt, or does not match.
   */
  private static final Set<Integer> TAMPERED = Set.of(23, 24, 51);

  private static final String NAME = "meshgen.yaml";
  private static final byte[] NOTHING = "data:\n    of: nothing\n".getBytes(StandardCharsets.UTF_8);

  private final CommandRunner runner;
  private final Map<String, String> environment;
  private boolean versionChecked;

  UserSops(Surroundings surroundings) {
    this.runner = surroundings.runner();
    Map<String, String> variables = new TreeMap<>(surroundings.environment());
    variables.remove(OPTIONS);
    SopsKeyKinds.ALL.forEach(kind -> variables.remove(kind.recipientsVariable()));
    // Versions are not looked up in the internet.
    variables.put("SOPS_DISABLE_VERSION_CHECK", "true");
    this.environment = Map.copyOf(variables);
  }

  /**
   * A new data key, which sops has wrapped for the recipients of services among these.
   *
   * @param groups of recipients, in their order
   * @param needed of how many it takes a recipient each
   */
  SharedKey newKey(List<List<Recipient>> groups, int needed, Sealing sealing) throws SealException {
    requireVersion();
    try (NewIdentity own = SopsKeyKinds.ofNewSpecs().generate(sealing.random()).orElseThrow()) {
      List<List<Recipient>> asked = new ArrayList<>();
      for (List<Recipient> group : groups) {
        List<Recipient> services =
            new ArrayList<>(
                group.stream().filter(each -> !sealing.context().sealHere(each)).toList());
        services.add(own.recipient().of(group.get(0).share()));
        asked.add(services);
      }
      return read(encrypt(asked, needed), asked, own);
    }
  }

  /**
   * The content of a file that sops opens, in the clear.
   *
   * @throws SealException with {@link Reason#TAMPERED} if it opens, and was changed
   */
  byte[] open(byte[] file) throws SealException {
    requireVersion();
    ProgramAnswer answer =
        ask(
            List.of(
                PROGRAM,
                "--config",
                nullDevice(),
                "decrypt",
                "--input-type",
                "yaml",
                "--output-type",
                "yaml",
                "--filename-override",
                NAME),
            file);
    if (answer.status() != 0) {
      Arrays.fill(answer.output(), (byte) 0);
      throw new SealException(
          TAMPERED.contains(answer.status()) ? Reason.TAMPERED : Reason.REFUSED,
          "`sops decrypt` ended with status " + answer.status() + answer.said());
    }
    return answer.output();
  }

  private static String nullDevice() {
    return System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null";
  }

  private byte[] encrypt(List<List<Recipient>> groups, int needed) throws SealException {
    Path config = null;
    try {
      // It names recipients and nothing else; its owner alone may write it.
      config = Files.createTempFile("meshgen-", null);
      Files.writeString(config, CreationRule.text(groups, needed));
      ProgramAnswer answer =
          ask(
              List.of(
                  PROGRAM,
                  "--config",
                  config.toString(),
                  "encrypt",
                  "--input-type",
                  "yaml",
                  "--output-type",
                  "yaml",
                  "--filename-override",
                  NAME),
              NOTHING);
      if (answer.status() != 0) {
        throw new SealException(
            Reason.REFUSED, "`sops encrypt` ended with status " + answer.status() + answer.said());
      }
      return answer.output();
    } catch (IOException e) {
      throw new SealException(
          Reason.NO_PROGRAM,
          "cannot write a file with recipients for sops into the temporary folder");
    } finally {
      delete(config);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It holds nothing secret, and the system clears its temporary folder.
      return;
    }
  }

  private static SharedKey read(byte[] output, List<List<Recipient>> asked, NewIdentity own)
      throws SealException {
    YamlMap document;
    SopsMetadata metadata;
    try {
      document = SopsDocument.read(output);
      metadata = SopsMetadata.of(document);
    } catch (SealException e) {
      throw unexpected(e.getMessage());
    }
    requireAsked(metadata, asked);
    List<DataKey> shares = new ArrayList<>();
    List<SortedMap<String, List<KeyEntry>>> entries = new ArrayList<>();
    String kind = own.recipient().kind();
    for (SortedMap<String, List<KeyEntry>> group : metadata.keys().groups()) {
      Opening opening = own.keyring().open(group.getOrDefault(kind, List.of()));
      shares.add(
          opening.key().orElseThrow(() -> unexpected("it does not open with the key given to it")));
      SortedMap<String, List<KeyEntry>> services = new TreeMap<>(group);
      services.remove(kind);
      entries.add(services);
    }
    DataKey key =
        shares.size() == 1
            ? shares.get(0)
            : KeySharing.combine(shares.subList(0, metadata.keys().needed()));
    try {
      new SopsOpener(key, metadata).open(document).close();
    } catch (SealException e) {
      shares.forEach(DataKey::close);
      key.close();
      throw unexpected(e.getMessage());
    }
    return new SharedKey(key, shares, entries);
  }

  private static void requireAsked(SopsMetadata metadata, List<List<Recipient>> asked)
      throws SealException {
    Set<Recipient> expected = new TreeSet<>();
    asked.forEach(expected::addAll);
    Set<Recipient> found = new TreeSet<>(metadata.recipients());
    if (!found.equals(expected) || !metadata.foreignKeys().isEmpty()) {
      Set<Recipient> missing = new TreeSet<>(expected);
      missing.removeAll(found);
      throw unexpected(
          missing.isEmpty()
              ? "it also has other recipients"
              : "it is not for " + missing.iterator().next());
    }
    for (SortedMap<String, List<KeyEntry>> group : metadata.keys().groups()) {
      for (Map.Entry<String, List<KeyEntry>> list : group.entrySet()) {
        for (KeyEntry entry : list.getValue()) {
          Optional<String> flaw = SopsKeyKinds.named(list.getKey()).flaw(entry);
          if (flaw.isPresent()) {
            throw unexpected("an envelope " + flaw.get());
          }
        }
      }
    }
  }

  private static SealException unexpected(String what) {
    return new SealException(
        Reason.UNEXPECTED, "`sops encrypt` did not print the requested file: " + what);
  }

  private synchronized void requireVersion() throws SealException {
    if (versionChecked) {
      return;
    }
    ProgramAnswer answer = ask(List.of(PROGRAM, "--version"), new byte[0]);
    String text = new String(answer.output(), StandardCharsets.UTF_8);
    Optional<SopsVersion> version = text.lines().findFirst().flatMap(SopsVersion::parse);
    if (answer.status() != 0 || version.isEmpty()) {
      throw new SealException(
          Reason.OLD_PROGRAM, "the `sops` on the PATH does not print its version");
    }
    if (version.get().compareTo(OLDEST) < 0) {
      throw new SealException(
          Reason.OLD_PROGRAM,
          "the `sops` on the PATH is " + version.get() + ", older than " + OLDEST);
    }
    versionChecked = true;
  }

  /** The oldest that will do. */
  public static String oldest() {
    return OLDEST.toString();
  }

  private ProgramAnswer ask(List<String> command, byte[] input) throws SealException {
    try {
      return runner.ask(new ProgramCall(command, environment, input));
    } catch (InterruptedIOException e) {
      throw new SealException(Reason.REFUSED, "`sops` was stopped: " + e.getMessage());
    } catch (IOException e) {
      throw new SealException(
          Reason.NO_PROGRAM, "the recipients need `sops`, which is not on the PATH");
    }
  }
}
