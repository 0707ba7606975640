package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.sops.SopsFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what {@code meshgen reseal} would do to which files; opens none. */
final class PlannedReseals {
  private static final int MOST_NAMED = 3;

  private final CommittedSecrets committed;
  private final PublicParts publicParts;
  private final PublicKeyFiles keyFiles;
  private final Map<SecretPlan, Decision> decisions;

  PlannedReseals(
      CommittedSecrets committed,
      PublicParts publicParts,
      PublicKeyFiles keyFiles,
      Map<SecretPlan, Decision> decisions) {
    this.committed = committed;
    this.publicParts = publicParts;
    this.keyFiles = keyFiles;
    this.decisions = decisions;
  }

  /** A line for each kind of change. */
  List<String> titles() {
    return lines().stream().filter(line -> !line.startsWith(" ")).toList();
  }

  /** A line for each kind of change, each followed by its files, which are indented. */
  List<String> lines() {
    Map<String, List<String>> byWords = new LinkedHashMap<>();
    decisions.forEach(
        (secret, decision) -> {
          if (decision == Decision.RESEAL) {
            byWords
                .computeIfAbsent(words(secret), words -> new ArrayList<>())
                .add("  " + committed.folder() + "/" + committed.pathOf(secret));
          }
        });
    List<String> lines = new ArrayList<>();
    byWords.forEach(
        (words, paths) -> {
          lines.add(paths.size() + (paths.size() == 1 ? " file " : " files ") + words);
          lines.addAll(paths);
        });
    if (decisions.entrySet().stream().anyMatch(this::losesReader)) {
      lines.add(
          "removed recipients still have the old keys and tokens; replace those too (`meshgen"
              + " explain "
              + Code.RECIPIENT_REMOVED.id()
              + "`)");
    }
    return lines;
  }

  private boolean losesReader(Map.Entry<SecretPlan, Decision> entry) {
    return entry.getValue() == Decision.RESEAL
        && !entry
            .getKey()
            .recipients()
            .containsAll(committed.facts(entry.getKey()).orElseThrow().recipients());
  }

  private String words(SecretPlan secret) {
    SealedFacts facts = committed.facts(secret).orElseThrow();
    List<Recipient> before = facts.recipients();
    boolean reveals = publicParts.hidesCertificates(secret, committed.sealed().get(secret.path()));
    List<String> changes = new ArrayList<>();
    add(changes, "for ", without(secret.recipients(), before), " as well");
    add(changes, "no longer for ", without(before, secret.recipients()), "");
    if (changes.isEmpty()) {
      return reveals ? "with readable certificates" : "with other key groups";
    }
    return String.join(", ", changes)
        + (!reveals && SopsFile.keepsDataKey(before, secret.recipients(), keyFiles)
            ? ": rewraps the data key, and changes no value"
            : ": re-encrypts everything with a new data key");
  }

  private static void add(List<String> changes, String start, List<Recipient> who, String end) {
    if (!who.isEmpty()) {
      changes.add(
          start
              + (who.size() > MOST_NAMED
                  ? who.size() + " recipients"
                  : String.join(" and ", who.stream().map(Recipient::toString).toList()))
              + end);
    }
  }

  private static List<Recipient> without(List<Recipient> these, List<Recipient> those) {
    return these.stream().filter(each -> !those.contains(each)).toList();
  }
}
