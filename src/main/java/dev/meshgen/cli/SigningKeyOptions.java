package dev.meshgen.cli;

import dev.meshgen.authority.files.ImportRemarks;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.pki.ChainProblem;
import dev.meshgen.pki.KeyStoreFile;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.PrivateKeyFile;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.pki.SigningChain.Validation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where a key that signs is, with its certificates. */
final class SigningKeyOptions {
  private static final byte[] NOTHING = {};

  private final Argument<String> certificate;
  private final Argument<String> key;
  private final Argument<String> chain;
  private final Argument<String> keyStore;
  private final Argument<String> alias;
  private final PasswordOptions password;

  SigningKeyOptions(Command command) {
    certificate =
        command.option(
            String.class,
            "FILE",
            "The certificate of the root, or of an authority below it, in PEM.",
            "--certificate");
    key =
        command.option(String.class, "FILE", "Its private key in PEM, encrypted or not.", "--key");
    chain =
        command.option(
            String.class, "FILE", "Its chain up to the self-signed root, in PEM.", "--chain");
    keyStore =
        command.option(
            String.class,
            "FILE",
            "A PKCS#12 file with the certificate, its key and its chain.",
            "--pkcs12");
    alias =
        command.option(
            String.class, "NAME", "Alias of the key, if the file has several.", "--alias");
    password = new PasswordOptions(command);
  }

  boolean isGiven() {
    return certificate.get().isPresent() || key.get().isPresent() || keyStore.get().isPresent();
  }

  void requireComplete() throws UsageException {
    boolean pem = certificate.get().isPresent() || key.get().isPresent();
    if (pem && keyStore.get().isPresent()) {
      throw new UsageException("--pkcs12 conflicts with --certificate and --key");
    }
    if (certificate.get().isPresent() != key.get().isPresent()) {
      throw new UsageException("--certificate and --key require each other");
    }
    if (!isGiven() && (chain.get().isPresent() || alias.get().isPresent())) {
      throw new UsageException("--chain and --alias require --certificate or --pkcs12");
    }
    if (alias.get().isPresent() && keyStore.get().isEmpty()) {
      throw new UsageException("--alias requires --pkcs12");
    }
    password.requireOne();
  }

  /** Empty, and reported, if it cannot sign for clusters; the caller closes it. */
  Optional<SigningChain> read(Console console, Validation validation, Report report)
      throws CommandException {
    return keyStore.get().isPresent()
        ? ofKeyStore(console, validation, report)
        : ofPem(console, validation, report);
  }

  private Optional<SigningChain> ofPem(Console console, Validation validation, Report report)
      throws CommandException {
    byte[] file = SmallFile.read(console, key.value());
    // Either may hold a key, too.
    byte[] signer = SmallFile.read(console, certificate.value());
    byte[] above = above(console);
    try (Secret secret = new Secret(console, PrivateKeyFile.isEncrypted(file));
        SecretBytes pem = PrivateKeyFile.read(key.value(), file, secret.text())) {
      ImportRemarks remarks = new ImportRemarks(certificate.value(), report);
      return chain(signer, above, pem, validation, remarks);
    } catch (PkiException e) {
      new ImportRemarks(key.value(), report).say(e);
      return Optional.empty();
    } finally {
      Arrays.fill(file, (byte) 0);
      Arrays.fill(signer, (byte) 0);
      Arrays.fill(above, (byte) 0);
    }
  }

  private Optional<SigningChain> ofKeyStore(Console console, Validation validation, Report report)
      throws CommandException {
    ImportRemarks remarks = new ImportRemarks(keyStore.value(), report);
    byte[] file = SmallFile.read(console, keyStore.value());
    try (Secret secret = new Secret(console, true);
        KeyStoreFile opened =
            KeyStoreFile.read(keyStore.value(), file, secret.text(), alias.get())) {
      return chain(opened.certificates(), above(console), opened.key(), validation, remarks);
    } catch (PkiException e) {
      remarks.say(e);
      return Optional.empty();
    } finally {
      Arrays.fill(file, (byte) 0);
    }
  }

  private static Optional<SigningChain> chain(
      byte[] signer, byte[] above, SecretBytes key, Validation validation, ImportRemarks remarks) {
    List<ChainProblem> problems = new ArrayList<>();
    try {
      return Optional.of(SigningChain.read(signer, above, key, validation, problems));
    } catch (PkiException e) {
      remarks.say(e);
      problems.forEach(each -> remarks.say(each.flaw(), each.text()));
      return Optional.empty();
    }
  }

  private byte[] above(Console console) throws CommandException {
    return chain.get().isPresent() ? SmallFile.read(console, chain.value()) : NOTHING;
  }

  /** The password, as long as it is needed. */
  private final class Secret implements AutoCloseable {
    private final Optional<SecretBytes> text;

    Secret(Console console, boolean needed) throws CommandException {
      text = needed ? password.read(console) : Optional.empty();
    }

    Optional<SecretBytes> text() {
      return text;
    }

    @Override
    public void close() {
      text.ifPresent(SecretBytes::close);
    }
  }
}
