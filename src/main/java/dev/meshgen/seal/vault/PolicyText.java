package dev.meshgen.seal.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A policy in the language of Vault's policies, with comments for what a policy does not say. */
public final class PolicyText {
  private final List<String> lines = new ArrayList<>();

  /**
   * A policy.
   *
   * @param heading what it is for
   */
  public PolicyText(String heading) {
    comment(heading);
  }

  public void comment(String words) {
    lines.add("# " + words);
  }

  /** What follows is another paragraph. */
  public void blank() {
    lines.add("");
  }

  /** Where it belongs, if that is not the root of the server. */
  public void namespace(Optional<String> namespace) {
    namespace.ifPresent(name -> comment("Write this policy in the namespace `" + name + "`."));
  }

  /** What may be done at a path, as a paragraph. */
  public void path(String path, String... capabilities) {
    lines.add("path \"" + path + "\" {");
    lines.add("  capabilities = [\"" + String.join("\", \"", capabilities) + "\"]");
    lines.add("}");
    blank();
  }

  /**
   * The end of a session of meshgen's own, if it logs in.
   *
   * @param when it revokes its token
   */
  public void revocation(VaultAccess access, String when) {
    if (access.loginPath().isPresent()) {
      comment("Revokes the token of the login " + when + ". Vault's policy `default` allows it.");
      path("auth/token/revoke-self", "update");
    }
  }

  /** Lines of comments as they are. */
  public void notes(List<String> more) {
    lines.addAll(more);
  }

  /** All of it, without empty lines at its end. */
  public String text() {
    int end = lines.size();
    while (lines.get(end - 1).isEmpty()) {
      end--;
    }
    return String.join("\n", lines.subList(0, end)) + "\n";
  }
}
