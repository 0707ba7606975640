package dev.meshgen.verify;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.LockSigner;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.ssh.MalformedSsh;
import dev.meshgen.ssh.SshPublicKey;
import dev.meshgen.ssh.SshSignature;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The signature over the locks of a tree. They name every sealed file by its hash, so who signs
 * them says of all that is sealed: this is from me.
 *
 * @param message what is signed: a line for each lock as {@code sha256sum} prints it, by path
 * @param signature as it lies in the tree
 */
public record SignedLocks(byte[] message, Optional<byte[]> signature) {
  /** What a signature is for; one that was made for a commit or a file is of no use here. */
  public static final String NAMESPACE = "locks@meshgen.dev";

  private static final String SIGN =
      "have one of `trust.signers` review the changes and run `meshgen sign --key FILE`";

  /** Of a tree as it lies in its folder. */
  public static SignedLocks of(OutputFolder folder) throws TreeException {
    List<String> paths = new ArrayList<>(List.of(Layout.ROOT_LOCK, Layout.LOCK_SIGNATURE));
    for (String cluster : folder.folders(Layout.CLUSTERS)) {
      paths.add(Layout.cluster(cluster).lock());
    }
    SortedMap<String, byte[]> locks = new TreeMap<>(folder.readAll(paths));
    Optional<byte[]> signature = Optional.ofNullable(locks.remove(Layout.LOCK_SIGNATURE));
    StringBuilder lines = new StringBuilder();
    locks.forEach(
        (path, bytes) -> lines.append(Sha256.hex(bytes)).append("  ").append(path).append('\n'));
    return new SignedLocks(lines.toString().getBytes(StandardCharsets.UTF_8), signature);
  }

  /**
   * {@link Code#SIGNATURE_MISSING}, {@link Code#SIGNATURE_WRONG} or {@link Code#SIGNER_UNKNOWN}.
   *
   * @param folder as the user typed it
   * @param signers of a spec; without any, a signature need not be there, but be right
   * @return who signed, if all is well
   */
  public Optional<String> check(String folder, List<LockSigner> signers, Report report) {
    Span at = Span.of(folder + "/" + Layout.LOCK_SIGNATURE);
    if (signature.isEmpty()) {
      if (!signers.isEmpty()) {
        report.add(
            Diagnostic.of(Code.SIGNATURE_MISSING, at, "the locks are not signed")
                .expecting("a signature by one of `trust.signers`: " + names(signers))
                .hinting(SIGN));
      }
      return Optional.empty();
    }
    try {
      SshSignature read = SshSignature.read(signature.get());
      if (!read.isOf(message, NAMESPACE)) {
        report.add(wrong(at, "the signature does not match the locks", signers));
        return Optional.empty();
      }
      Optional<String> signer = signer(read.key(), signers);
      if (signer.isEmpty() && !signers.isEmpty()) {
        report.add(
            Diagnostic.of(
                    Code.SIGNER_UNKNOWN, at, "the locks are signed by another key: " + read.key())
                .expecting("the key of one of `trust.signers`: " + names(signers))
                .hinting(SIGN));
        return Optional.empty();
      }
      return Optional.of(signer.orElseGet(() -> read.key() + ", which is not in trust.signers"));
    } catch (MalformedSsh e) {
      report.add(wrong(at, "the signature " + e.getMessage(), signers));
      return Optional.empty();
    }
  }

  private static Diagnostic wrong(Span at, String words, List<LockSigner> signers) {
    return Diagnostic.of(Code.SIGNATURE_WRONG, at, words)
        .expecting("a signature made after the last change of a lock")
        .hinting(
            signers.isEmpty()
                ? "remove it, as trust.signers is empty, or run `meshgen sign --key FILE` again"
                : SIGN);
  }

  private static Optional<String> signer(SshPublicKey key, List<LockSigner> signers)
      throws MalformedSsh {
    for (LockSigner each : signers) {
      if (SshPublicKey.ofLine(each.key().value()).isSame(key)) {
        return Optional.of(each.name());
      }
    }
    return Optional.empty();
  }

  private static String names(List<LockSigner> signers) {
    return String.join(", ", signers.stream().map(LockSigner::name).toList());
  }
}
