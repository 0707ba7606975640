package dev.meshgen.seal.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A file for the provider {@code hashicorp/vault} of Terraform and OpenTofu, block by block, in the
 * layout of {@code terraform fmt}.
 */
public final class TerraformFile {
  private final List<String> lines = new ArrayList<>();

  /**
   * A file that begins with a comment.
   *
   * @param purpose completes the sentence "What Vault needs for …"
   */
  public TerraformFile(String purpose) {
    lines.add("# What Vault needs for " + purpose + ".");
    lines.add("");
  }

  /** Lines of one's own, which are to end in an empty one. */
  void addAll(List<String> own) {
    lines.addAll(own);
  }

  /** A comment on the block that follows. */
  public void comment(String text) {
    lines.add("# " + text);
  }

  /** A paragraph of comments. */
  public void note(String text) {
    comment(text);
    lines.add("");
  }

  /** A policy, in Vault's language. */
  public void policy(String resource, String name, String text) {
    lines.add("resource \"vault_policy\" \"" + resource + "\" {");
    lines.add("  name   = " + quoted(name));
    lines.add("  policy = <<-EOT");
    literal(text).lines().forEach(line -> lines.add(line.isEmpty() ? "" : "    " + line));
    lines.add("  EOT");
    end();
  }

  /** A resource with arguments that are expressions. */
  public void resource(String type, String name, Map<String, String> arguments) {
    open(type, name, arguments);
    end();
  }

  /** One with which everything would be lost that it has sealed. */
  public void lasting(String type, String name, Map<String, String> arguments) {
    open(type, name, arguments);
    lines.add("");
    lines.add("  lifecycle {");
    lines.add("    prevent_destroy = true");
    lines.add("  }");
    end();
  }

  private void open(String type, String name, Map<String, String> arguments) {
    int width = arguments.keySet().stream().mapToInt(String::length).max().orElse(0);
    lines.add("resource " + quoted(type) + " " + quoted(name) + " {");
    arguments.forEach(
        (key, value) -> lines.add("  " + key + " ".repeat(width - key.length()) + " = " + value));
  }

  private void end() {
    lines.add("}");
    lines.add("");
  }

  /** All of it. */
  public String text() {
    return String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
  }

  /** As a text, in which nothing is to be evaluated. */
  public static String quoted(String text) {
    return '"' + literal(text) + '"';
  }

  private static String literal(String text) {
    return text.replace("${", "$${").replace("%{", "%%{");
  }
}
