package dev.meshgen.istio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the files of the releases say of raw values, for people: a table for each release. */
public final class RawValuesTable {
  private static final List<String> RELEASES =
      List.of("istiod", "base", "cni", "ztunnel", "eastwestgateway", "istiodgateway");

  private RawValuesTable() {}

  /** Values of one row have the same reason, and the same is made of them. */
  private record Row(String made, String reason) {}

  public static String write() {
    StringBuilder out = new StringBuilder();
    for (String release : RELEASES) {
      out.append("\n## ").append(release).append("\n\n| Values | What is made of them | Why |\n");
      out.append("|---|---|---|\n");
      rows(ValueClasses.of(release))
          .forEach(
              (row, paths) ->
                  out.append("| `")
                      .append(String.join("`, `", paths))
                      .append("` | ")
                      .append(row.made())
                      .append(" | ")
                      .append(row.reason())
                      .append(" |\n"));
    }
    return out.append('\n').toString();
  }

  private static Map<Row, List<String>> rows(ValueClasses classes) {
    Map<Row, List<String>> rows = new LinkedHashMap<>();
    for (OwnedValue value : classes.owned()) {
      String decided = value.instead().isEmpty() ? "" : ": `" + value.instead() + "` decides";
      add(rows, "refused" + decided, value.reason(), value.path());
    }
    for (MergedValue value : classes.merged()) {
      add(rows, "added to meshgen's list", value.reason(), value.path());
    }
    for (CheckedValue value : classes.checked()) {
      add(rows, made(value), value.reason(), value.path());
    }
    return rows;
  }

  private static void add(
      Map<Row, List<String>> rows, String made, String reason, List<String> path) {
    rows.computeIfAbsent(new Row(made, reason), row -> new ArrayList<>())
        .add(ValuePaths.print(path));
  }

  private static String made(CheckedValue value) {
    String words =
        "`" + String.join("`, `", value.words()).replace("$gatewayNamespace", "istio-system") + "`";
    return switch (value.check()) {
      case CONTAINS -> "must have one of " + words;
      case EXCLUDES ->
          value.words().equals(List.of("")) ? "must not be empty" : "must not match " + words;
      case LACKS -> "must not have in it " + words;
      case SHARES -> "`clusterLocal` only for some hosts";
      case SELECTS -> "must match the Istio namespace";
      case ELSEWHERE -> "checked: [" + value.by() + "](diagnostics/" + value.by() + ".md)";
    };
  }
}
