package dev.meshgen.seal.sops.age;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.seal.sops.CommandRunner;
import dev.meshgen.seal.sops.Surroundings;
import dev.meshgen.seal.sops.age.AgeKeyring.Found;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgeKeyringTest {
  private static final CommandRunner NO_COMMAND =
      (command, environment) -> {
        throw new AssertionError("no command may run");
      };

  private final SecureRandom random = new SecureRandom();
  private final AgeIdentity one = AgeIdentity.generate(random);
  private final AgeIdentity two = AgeIdentity.generate(random);
  private final Map<String, String> environment = new LinkedHashMap<>();

  @TempDir Path home;

  private static String text(AgeIdentity identity) {
    return new String(identity.text().copy(), StandardCharsets.US_ASCII);
  }

  private Found found(CommandRunner runner, AgeIdentity... wanted) {
    List<String> recipients = new ArrayList<>();
    for (AgeIdentity each : wanted) {
      recipients.add(each.recipient().toString());
    }
    environment.putIfAbsent("HOME", home.toString());
    return new AgeKeyring(new Surroundings(environment, "Linux", runner)).forRecipients(recipients);
  }

  private Path write(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static List<String> recipients(Found found) {
    return found.identities().stream().map(each -> each.recipient().toString()).toList();
  }

  private static String recipient(AgeIdentity identity) {
    return identity.recipient().toString();
  }

  @Test
  void readsSeveralKeysFromTheVariable() {
    environment.put("SOPS_AGE_KEY", "# a remark\n" + text(one) + " " + text(two) + "\n\n");
    Found found = found(NO_COMMAND, two);
    assertThat(recipients(found)).containsExactly(recipient(one), recipient(two));
  }

  @Test
  void readsAFileAsAgeKeygenWritesIt() throws Exception {
    String content =
        new String(
            one.keyFile(Instant.parse("2026-01-02T03:04:05.6Z")).copy(), StandardCharsets.US_ASCII);
    assertThat(content)
        .isEqualTo(
            "# created: 2026-01-02T03:04:05Z\n# public key: "
                + recipient(one)
                + "\n"
                + text(one)
                + "\n");
    environment.put("SOPS_AGE_KEY_FILE", write("keys/own.txt", content).toString());
    assertThat(recipients(found(NO_COMMAND, one))).containsExactly(recipient(one));
  }

  @Test
  void readsTheDefaultFileOfEachSystem() throws Exception {
    Map<String, Map<String, String>> systems =
        Map.of(
            "Linux", Map.of("HOME", home.toString()),
            "Mac OS X", Map.of("HOME", home.toString()),
            "Windows 11", Map.of("APPDATA", home.resolve("AppData").toString()),
            "FreeBSD",
                Map.of("HOME", "/nowhere", "XDG_CONFIG_HOME", home.resolve("xdg").toString()));
    write(".config/sops/age/keys.txt", text(one));
    write("Library/Application Support/sops/age/keys.txt", text(one));
    write("AppData/sops/age/keys.txt", text(one));
    write("xdg/sops/age/keys.txt", text(one));
    systems.forEach(
        (name, variables) -> {
          AgeKeyring identities = new AgeKeyring(new Surroundings(variables, name, NO_COMMAND));
          assertThat(recipients(identities.forRecipients(List.of())))
              .as(name)
              .containsExactly(recipient(one));
        });
  }

  @Test
  void asksTheCommandOnlyForWhatNoFileHas() throws Exception {
    List<String> asked = new ArrayList<>();
    CommandRunner runner =
        (command, extra) -> {
          asked.add(command + " " + extra.get("SOPS_AGE_RECIPIENT"));
          return (text(two) + "\n").getBytes(StandardCharsets.US_ASCII);
        };
    environment.put("SOPS_AGE_KEY", text(one));
    environment.put("SOPS_AGE_KEY_CMD", "pass show 'my key' \"a b\" c\\ d # why");
    assertThat(recipients(found(runner, one, two))).containsExactly(recipient(one));
    assertThat(asked).isEmpty();
    assertThat(recipients(found(runner, two))).contains(recipient(two));
    assertThat(asked).containsExactly("[pass, show, my key, a b, c d] " + recipient(two));
  }

  @Test
  void asksTheCommandOnceForEachRecipient() {
    List<String> asked = new ArrayList<>();
    CommandRunner runner =
        (command, extra) -> {
          asked.add(extra.get("SOPS_AGE_RECIPIENT"));
          throw new IOException("it ended with status 3");
        };
    environment.put("SOPS_AGE_KEY_CMD", "key");
    environment.put("HOME", home.toString());
    AgeKeyring identities = new AgeKeyring(new Surroundings(environment, "Linux", runner));
    identities.forRecipients(List.of(recipient(one), recipient(two)));
    Found found = identities.forRecipients(List.of(recipient(two)));
    assertThat(asked).containsExactly(recipient(one), recipient(two));
    assertThat(found.identities()).isEmpty();
    assertThat(found.notes())
        .anyMatch(note -> note.contains("SOPS_AGE_KEY_CMD failed") && note.contains("status 3"));
  }

  @Test
  void skipsWhatItCannotUseAndSaysSoWithoutRepeatingIt() throws Exception {
    environment.put(
        "SOPS_AGE_KEY_FILE",
        write(
                "keys.txt",
                "AGE-PLUGIN-YUBIKEY-1QQQ\nAGE-SECRET-KEY-PQ-1QQQ\nhunter2\n"
                    + text(one).replaceFirst(".$", "!")
                    + "\n\n# x\n"
                    + text(two)
                    + "\r\n")
            .toString());
    environment.put("SOPS_AGE_SSH_PRIVATE_KEY_FILE", "/x");
    Found found = found(NO_COMMAND, two);
    assertThat(recipients(found)).containsExactly(recipient(two));
    assertThat(String.join("\n", found.notes()))
        .contains("line 1 of")
        .contains("plugin")
        .contains("line 2 of")
        .contains("line 3 of")
        .contains("line 4 of")
        .contains("SSH")
        .doesNotContain("hunter2")
        .doesNotContain(text(one).substring(20, 40));
  }

  @Test
  void saysWhereNothingWasFound() {
    environment.put("SOPS_AGE_KEY_FILE", home.resolve("missing").toString());
    assertThat(found(NO_COMMAND, one).notes())
        .anyMatch(note -> note.contains("SOPS_AGE_KEY_FILE") && note.contains("does not exist"))
        .anyMatch(note -> note.contains("keys.txt does not exist"));
    environment.put("SOPS_AGE_KEY_FILE", home.toString());
    assertThat(found(NO_COMMAND, one).notes()).anyMatch(note -> note.contains("cannot be read"));
  }

  @Test
  void warnsOfAFileThatOthersCanRead() throws Exception {
    Path file = write("keys.txt", text(one));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    environment.put("SOPS_AGE_KEY_FILE", file.toString());
    Found found = found(NO_COMMAND, one);
    assertThat(found.notes()).anyMatch(note -> note.contains("other users"));
    assertThat(recipients(found)).containsExactly(recipient(one));
  }

  @Test
  void recognisesKeysInOtherWrappings() throws Exception {
    environment.put(
        "SOPS_AGE_KEY_FILE", write("a", "-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n").toString());
    assertThat(found(NO_COMMAND).notes()).anyMatch(note -> note.contains("passphrase"));
    environment.put(
        "SOPS_AGE_KEY_FILE",
        write("b", "-----BEGIN " + "OPENSSH PRIVATE KEY-----\nAAAA\n").toString());
    assertThat(found(NO_COMMAND).notes()).anyMatch(note -> note.contains("SSH"));
  }

  @Test
  void readsNothingBeforeItIsAsked() {
    environment.put("SOPS_AGE_KEY_CMD", "x");
    assertThat(new AgeKeyring(new Surroundings(environment, "Linux", NO_COMMAND))).isNotNull();
  }

  @Test
  void asksACommandThatHangsForNobodyElse() {
    List<String> asked = new ArrayList<>();
    CommandRunner runner =
        (command, variables) -> {
          asked.add(variables.get("SOPS_AGE_RECIPIENT"));
          throw new InterruptedIOException("it did not end within 60 seconds");
        };
    environment.put("SOPS_AGE_KEY_CMD", "key");

    AgeKeyring.Found found =
        new AgeKeyring(new Surroundings(environment, "Linux", runner))
            .forRecipients(List.of("age1a", "age1b"));

    assertThat(asked).containsExactly("age1a");
    assertThat(found.notes())
        .contains("SOPS_AGE_KEY_CMD was stopped: it did not end within 60 seconds");
  }

  @Test
  void splitsCommandsAsSopsDoes() {
    assertThat(ShellWords.split(" a  'b c'\"d \\\" e\"f\\ g #h "))
        .contains(List.of("a", "b cd \" ef g"));
    assertThat(ShellWords.split("a#b '' \"\"")).contains(List.of("a#b", "", ""));
    assertThat(ShellWords.split("# only")).contains(List.of());
    assertThat(ShellWords.split("'a")).isEmpty();
    assertThat(ShellWords.split("\"a")).isEmpty();
    assertThat(ShellWords.split("a\\")).isEmpty();
  }

  @Test
  void readsBackWhatItGenerated() {
    AgeIdentity again = AgeIdentity.parse(text(one)).orElseThrow();
    assertThat(again.recipient()).isEqualTo(one.recipient());
    assertThat(text(one)).matches("AGE-SECRET-KEY-1[A-Z0-9]{58}");
    assertThat(AgeIdentity.parse(text(one).toLowerCase(Locale.ROOT))).isEmpty();
  }
}
