package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.LockSigner;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.ssh.MalformedSsh;
import dev.meshgen.ssh.SshPublicKey;
import java.util.ArrayList;
import java.util.List;

/** Keys of those who sign locks are public keys of OpenSSH, each once. */
final class SignersWellFormed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    List<SshPublicKey> seen = new ArrayList<>();
    for (LockSigner signer : mesh.trust().signers()) {
      try {
        SshPublicKey key = SshPublicKey.ofLine(signer.key().value());
        if (seen.stream().anyMatch(key::isSame)) {
          report.add(problem(signer, "is also that of another signer"));
        }
        seen.add(key);
      } catch (MalformedSsh e) {
        report.add(problem(signer, e.getMessage()));
      }
    }
  }

  private static Diagnostic problem(LockSigner signer, String words) {
    return Diagnostic.of(Code.SIGNER_KEY, signer.key().at(), "the key of a signer " + words)
        .expecting("the line of a .pub file: ssh-ed25519 AAAA…")
        .hinting("run `ssh-keygen -t ed25519`, or print that of an agent: `ssh-add -L`");
  }
}
