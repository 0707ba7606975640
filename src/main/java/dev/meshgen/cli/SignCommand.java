package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.Layout;
import dev.meshgen.verify.SignedLocks;
import dev.meshgen.verify.VerifyTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Signs the locks of a tree. */
final class SignCommand extends Command {
  private final Argument<String> key =
      requiredOption(
          "FILE",
          "SSH key to sign with: a private key, or the .pub file of a key in an agent.",
          "--key");
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);
  private final Console console;

  SignCommand(Console console) {
    super(
        "sign",
        "Sign the locks of a tree with an SSH key.",
        "The locks record the hash of every sealed file. Anyone can seal a file, so the signature"
            + " says who vouches for it. Verifies the tree as `meshgen verify` does, signs with"
            + " `ssh-keygen -Y sign`, and writes "
            + Layout.LOCK_SIGNATURE
            + ". The key must be listed in `trust.signers`.",
        "  meshgen sign --key ~/.ssh/id_ed25519");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    List<SpecSource> sources = spec.read(console, Optional.of(output.path(console)), report);
    Optional<CheckedSpec> checked =
        new Compiler(new Schemas(), console.env())
            .check(sources, diagnostics.asOf(console), report);
    if (checked.isEmpty()) {
      Diagnostics.print(console, diagnostics.format(), sources, report);
      return ExitCode.of(report);
    }
    if (checked.get().mesh().trust().signers().isEmpty()) {
      throw new UsageException("sign requires `trust.signers`");
    }
    Report found = new Report();
    Optional<String> signer = sign(checked.get(), found);
    Diagnostics.print(console, diagnostics.format(), sources, found);
    signer.ifPresent(who -> console.say("signed the locks as " + who + ": " + signatureName()));
    return signer.isPresent() ? ExitCode.OK : ExitCode.of(found);
  }

  /** Who signed; empty, and reported, if the tree or the key is not as it has to be. */
  private Optional<String> sign(CheckedSpec checked, Report found) throws Exception {
    String name = output.name(console);
    try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
      new VerifyTree(folder, name, console.clock().instant())
          .against(VerifyCommand.recipients(checked, console))
          .unsigned()
          .run(found);
      if (diagnostics.refuses(found)) {
        return Optional.empty();
      }
      SignedLocks locks = SignedLocks.of(folder);
      byte[] signature =
          new SshKeygen(console).sign(locks.message(), SignedLocks.NAMESPACE, keyFile());
      Optional<String> signer =
          new SignedLocks(locks.message(), Optional.of(signature))
              .check(name, checked.mesh().trust().signers(), found);
      if (signer.isPresent()) {
        write(signature);
      }
      return signer;
    }
  }

  private String signatureName() {
    return output.name(console) + "/" + Layout.LOCK_SIGNATURE;
  }

  private Path keyFile() throws CommandException {
    String typed = key.get().orElseThrow();
    Path file = console.workingDirectory().resolve(typed);
    if (!Files.isRegularFile(file)) {
      throw new CommandException(
          "--key: " + typed + (Files.exists(file) ? " is not a file" : " does not exist"));
    }
    return file;
  }

  private void write(byte[] signature) throws CommandException {
    try {
      ReplacedFile.write(output.path(console).resolve(Layout.LOCK_SIGNATURE), signature);
    } catch (IOException e) {
      throw new CommandException("cannot write " + signatureName() + ": " + IoReason.of(e));
    }
  }
}
