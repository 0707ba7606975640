package dev.meshgen.golden;

import dev.meshgen.authority.vault.TestVault;
import dev.meshgen.cli.Workspace;
import dev.meshgen.pki.ForeignCa;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The authorities that examples have beside meshgen. Their keys are made when an example is
 * rendered; the one that is imported is sealed for a recipient whose identity is as young, and
 * which goldens show as the one in the spec.
 */
final class ExampleAuthority {
  private static final String RECIPIENT = "recipient.txt";
  private static final Pattern ROOT = Pattern.compile("root:\\s+age:\\s+- (age1\\w+)");

  private ExampleAuthority() {}

  /** Runs with a Vault that has what the spec names. */
  static void asked(Workspace workspace, Runnable render) {
    try (TestVault vault = TestVault.at(() -> Workspace.NOW)) {
      vault.admin().rootMount("mesh-pki", "Company Root");
      workspace.with("VAULT_ADDR", vault.admin().address()).with("VAULT_TOKEN", vault.token());
      render.run();
      workspace.without("VAULT_ADDR").without("VAULT_TOKEN");
    }
  }

  /** An authority below a company's root; the command that imports it. */
  static String[] imported(Workspace workspace) {
    ForeignCa company =
        ForeignCa.of("O=Company,CN=Company Root", ForeignCa.ec("secp384r1"), Workspace.NOW)
            .selfSigned();
    ForeignCa issuing =
        ForeignCa.of("O=Company,CN=Payments Mesh CA", ForeignCa.ec("secp256r1"), Workspace.NOW)
            .pathLength(1)
            .issuedBy(company);
    workspace
        .write("company-root.pem", company.pem())
        .write("issuing-ca.pem", issuing.pem())
        .write("issuing-ca-key.pem", issuing.pkcs8());
    String mine = workspace.identity("keys/root.agekey");
    Matcher recipient = ROOT.matcher(workspace.read("spec/mesh.yaml"));
    if (!recipient.find()) {
      throw new IllegalStateException("the spec names no recipients of the key that signs");
    }
    String theirs = recipient.group(1);
    workspace.replace("spec/mesh.yaml", theirs, mine).write(RECIPIENT, mine + " " + theirs);
    workspace.holding("keys/root.agekey");
    return new String[] {
      "trust",
      "import",
      "--certificate=issuing-ca.pem",
      "--key=issuing-ca-key.pem",
      "--chain=company-root.pem"
    };
  }

  /** With the recipient that the spec of the example names. */
  static String published(Workspace workspace, String content) {
    if (!workspace.exists(RECIPIENT)) {
      return content;
    }
    String[] both = workspace.read(RECIPIENT).split(" ", -1);
    return content.replace(both[0], both[1]);
  }
}
