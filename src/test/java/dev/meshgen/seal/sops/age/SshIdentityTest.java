package dev.meshgen.seal.sops.age;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Held;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.Readers;
import dev.meshgen.seal.sops.Seal;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.sops.SopsReaders;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SSH keys open what is sealed for them, and nothing else does. */
class SshIdentityTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;

  private static AsymmetricKeyParameter ed25519() {
    return new Ed25519PrivateKeyParameters(RANDOM);
  }

  private static AsymmetricKeyParameter rsa(int bits) {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(65537), RANDOM, bits, 64));
    return generator.generateKeyPair().getPrivate();
  }

  private Path file(AsymmetricKeyParameter key) throws Exception {
    String label = key instanceof Ed25519PrivateKeyParameters ? "OPENSSH" : "RSA";
    Path file = Files.createTempFile(folder, "key", "");
    Files.writeString(
        file,
        Pem.encode(label + " " + Pem.PRIVATE_KEY, OpenSSHPrivateKeyUtil.encodePrivateKey(key)));
    return file;
  }

  private static Keyrings holding(Path file) {
    return Held.in(Map.of("SOPS_AGE_SSH_PRIVATE_KEY_FILE", file.toString()));
  }

  private static Recipient recipient(Path file) throws Exception {
    return SshIdentity.read(Files.readAllBytes(file)).orElseThrow().recipient();
  }

  private static byte[] sealed(Recipient... recipients) {
    SecretManifest manifest =
        SecretManifest.of("v1", "Secret").stringData("a", SecretBytes.ofUtf8("SECRET")).build();
    return Seal.seal(manifest, List.of(recipients), new Sealing(Instant.now(), RANDOM), "");
  }

  private static String opened(byte[] file, Keyrings keys) throws SealException {
    try (SecretManifest manifest = SopsFile.open(file, keys)) {
      return new String(manifest.values().get("a").copy(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void opensWhatIsSealedForIt() throws Exception {
    for (AsymmetricKeyParameter key : List.of(ed25519(), ed25519(), rsa(2048), rsa(3072))) {
      Path file = file(key);
      byte[] sealed = sealed(recipient(file));

      assertThat(opened(sealed, holding(file))).isEqualTo("SECRET");
      assertThat(SopsFile.read(sealed).problems()).isEmpty();
      assertThat(SopsReaders.of(sealed))
          .isEqualTo(new Readers(List.of(recipient(file)), List.of()));
      assertThat(AgeRecipient.problem(recipient(file).text())).isEmpty();
    }
  }

  @Test
  void opensAsOneOfSeveralAndWhereSopsLooks() throws Exception {
    Path ssh = folder.resolve("home/.ssh/id_ed25519");
    Files.createDirectories(ssh.getParent());
    Files.move(file(ed25519()), ssh);
    try (AgeIdentity identity = AgeIdentity.generate(RANDOM)) {
      byte[] sealed = sealed(identity.recipient(), recipient(ssh), recipient(file(rsa(2048))));

      assertThat(opened(sealed, Held.in(Map.of("HOME", folder.resolve("home").toString()))))
          .isEqualTo("SECRET");
      assertThat(opened(sealed, Held.by(identity))).isEqualTo("SECRET");
    }
  }

  @Test
  void opensNothingElse() throws Exception {
    byte[] sealed = sealed(recipient(file(ed25519())), recipient(file(rsa(2048))));
    for (Path other : List.of(file(ed25519()), file(rsa(2048)))) {
      try {
        opened(sealed, holding(other));
        throw new AssertionError("another key opened the file");
      } catch (SealException e) {
        assertThat(e.reason()).isEqualTo(SealException.Reason.NO_IDENTITY);
        assertThat(e.getMessage()).contains("ssh-ed25519 AAAA", "ssh-rsa AAAA");
      }
    }
  }

  /** What a stanza says in public: another than the file names is a reader in disguise. */
  @Test
  void aStanzaForAnotherKeyShowsWithoutAny() throws Exception {
    for (List<AsymmetricKeyParameter> pair :
        List.of(List.of(ed25519(), ed25519()), List.of(rsa(2048), rsa(2048)))) {
      Recipient named = recipient(file(pair.get(0)));
      Recipient other = recipient(file(pair.get(1)));
      String forged =
          new String(sealed(other), StandardCharsets.UTF_8).replace(other.text(), named.text());

      assertThat(SopsFile.read(forged.getBytes(StandardCharsets.UTF_8)).problems())
          .containsExactly("envelope 1 of sops.age is for another SSH key");
    }
  }

  @Test
  void aKeyThatCannotBeUsedIsSkippedAndSaidToBe() throws Exception {
    byte[] sealed = sealed(recipient(file(ed25519())));
    List<Path> unusable = new ArrayList<>(List.of(folder.resolve("nowhere")));
    for (String text : List.of("", "hunter2", Pem.encode("OPENSSH PRIVATE KEY", new byte[9]))) {
      unusable.add(Files.writeString(Files.createTempFile(folder, "key", ""), text));
    }
    for (Path file : unusable) {
      try {
        opened(sealed, holding(file));
        throw new AssertionError("no key opened the file");
      } catch (SealException e) {
        assertThat(String.join("; ", e.missing().orElseThrow().notes()))
            .contains("SOPS_AGE_SSH_PRIVATE_KEY_FILE (" + file + ")")
            .doesNotContain("hunter2");
      }
    }
  }
}
