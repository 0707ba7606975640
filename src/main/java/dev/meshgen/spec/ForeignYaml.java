package dev.meshgen.spec;

import dev.meshgen.diagnostic.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * YAML that lies in the folder of a spec and does not belong to it: a kustomization, a namespace, a
 * chart whose templates are not even YAML. What could be a meshgen document with a mistake in it is
 * not foreign: skipped, it would be missing from the mesh.
 */
final class ForeignYaml {
  private static final String OURS = "meshgen";
  private static final Pattern MENTIONED = Pattern.compile(OURS, Pattern.CASE_INSENSITIVE);
  private static final Pattern API_VERSION = Pattern.compile("(?m)^apiVersion[ \\t]*:");
  private static final Pattern KIND =
      Pattern.compile("(?m)^kind[ \\t]*:[ \\t]*[\"']?(" + String.join("|", Schemas.KINDS) + ")\\b");
  private static final int NAMED = 3;

  private ForeignYaml() {}

  /** Whether no document of a file is meant to be ours. */
  static boolean isForeign(byte[] content) {
    if (isUtf16(content)) {
      // Its reader says what is wrong with it.
      return false;
    }
    String text = new String(content, StandardCharsets.UTF_8);
    return !MENTIONED.matcher(text).find()
        && (API_VERSION.matcher(text).find() || !KIND.matcher(text).find());
  }

  /** As some programs save a text, with a mark in front. */
  private static boolean isUtf16(byte[] content) {
    int mark = content.length < 2 ? 0 : (content[0] & 0xff) << Byte.SIZE | content[1] & 0xff;
    return mark == 0xfffe || mark == 0xfeff;
  }

  /** Whether a document with these fields is not meant to be ours. */
  static boolean isForeign(String apiVersion, String kind) {
    return apiVersion.isEmpty()
        ? !kind.isEmpty() && !Schemas.KINDS.contains(kind)
        : !MENTIONED.matcher(apiVersion).find();
  }

  /** Says which files were left out, if any were. */
  static void note(List<String> files, Report report) {
    if (files.isEmpty()) {
      return;
    }
    String names = String.join(", ", files.subList(0, Math.min(NAMED, files.size())));
    int more = files.size() - NAMED;
    report.note(
        "skipped "
            + (files.size() == 1 ? "a file" : files.size() + " files")
            + " without a meshgen document: "
            + names
            + (more > 0 ? " and " + more + " more" : ""));
  }

  /** Says which document was left out. */
  static void note(String file, int line, String apiVersion, String kind, Report report) {
    report.note(
        "skipped the document at "
            + file
            + ":"
            + line
            + ", which is not a meshgen document: "
            + (apiVersion + " " + kind).strip());
  }
}
