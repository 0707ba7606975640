package dev.meshgen.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.tree.TreeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares trees that are in memory. */
final class Diffs {
  private Diffs() {}

  static MeshDiff of(SortedMap<String, byte[]> before, SortedMap<String, byte[]> after) {
    Report report = new Report();
    try {
      MeshDiff diff =
          MeshDiff.of(
              new Named("before/", new FileSide(before)),
              new Named("after/", new FileSide(after)),
              report);
      assertThat(report.diagnostics()).isEmpty();
      return diff;
    } catch (TreeException e) {
      throw new AssertionError(e);
    }
  }

  static MeshDiff ofText(Map<String, String> before, Map<String, String> after) {
    return of(bytes(before), bytes(after));
  }

  static SortedMap<String, byte[]> bytes(Map<String, String> texts) {
    SortedMap<String, byte[]> bytes = new TreeMap<>();
    texts.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return bytes;
  }

  static List<String> codes(MeshDiff diff) {
    return diff.changes().stream()
        .flatMap(change -> change.findings().stream())
        .map(finding -> finding.rule().code())
        .sorted()
        .toList();
  }
}
