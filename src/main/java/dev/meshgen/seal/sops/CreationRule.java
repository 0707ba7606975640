package dev.meshgen.seal.sops;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealRule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The configuration of sops with one rule for all files (config/config.go). */
final class CreationRule {
  private static final String GROUP = "      - ";

  private CreationRule() {}

  /** Groups of recipients, of which so many are needed. */
  static String text(List<List<Recipient>> groups, int needed) {
    StringBuilder out = new StringBuilder("creation_rules:\n");
    out.append("  - encrypted_regex: ")
        .append(PlainScalar.quote(SealRule.SECTIONS.regex()))
        .append('\n');
    if (groups.size() > 1) {
      out.append("    ").append(SopsMetadata.THRESHOLD).append(": ").append(needed).append('\n');
    }
    out.append("    ").append(SopsMetadata.GROUPS).append(":\n");
    groups.forEach(group -> group(group, out));
    return out.toString();
  }

  private static void group(List<Recipient> group, StringBuilder out) {
    SortedMap<String, List<CreationKey>> lists = new TreeMap<>();
    for (Recipient recipient : new TreeSet<>(group)) {
      SopsKeyKind kind = SopsKeyKinds.named(recipient.kind());
      lists
          .computeIfAbsent(kind.creationField(), field -> new ArrayList<>())
          .add(kind.creationKey(recipient.text()));
    }
    String lead = GROUP;
    for (var list : lists.entrySet()) {
      out.append(lead).append(list.getKey()).append(":\n");
      lead = " ".repeat(GROUP.length());
      list.getValue().forEach(key -> key(key, out));
    }
  }

  private static void key(CreationKey key, StringBuilder out) {
    String lead = "          - ";
    if (key.fields().isEmpty()) {
      out.append(lead).append(PlainScalar.quote(key.text())).append('\n');
      return;
    }
    for (CreationKey.Field field : key.fields()) {
      out.append(lead).append(field.name()).append(':');
      lead = " ".repeat(lead.length());
      if (field.below().isEmpty()) {
        out.append(' ').append(PlainScalar.quote(field.value()));
      }
      out.append('\n');
      for (CreationKey.Field below : field.below()) {
        out.append(lead)
            .append("  ")
            .append(PlainScalar.quote(below.name()))
            .append(": ")
            .append(PlainScalar.quote(below.value()))
            .append('\n');
      }
    }
  }
}
