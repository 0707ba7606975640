package dev.meshgen.report;

import dev.meshgen.report.Firewall.Row;
import dev.meshgen.report.MeshConnection.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says once what holds for each of many networks or gateways: a table of a hundred alike rows is
 * not read.
 */
final class FirewallRows {
  /** So many networks or gateways still have rows of their own. */
  private static final int FEW = 4;

  private FirewallRows() {}

  static List<Row> grouped(List<MeshConnection> connections) {
    Map<List<String>, List<MeshConnection>> groups = new LinkedHashMap<>();
    for (MeshConnection each : connections) {
      groups.computeIfAbsent(shape(each), key -> new ArrayList<>()).add(each);
    }
    List<Row> rows = new ArrayList<>();
    groups.values().forEach(alike -> add(alike, rows));
    return List.copyOf(rows);
  }

  /** What two have in common that differ in their network or gateway alone. */
  private static List<String> shape(MeshConnection each) {
    return List.of(each.from().each(), each.to().each(), each.port(), each.why());
  }

  private static void add(List<MeshConnection> alike, List<Row> rows) {
    if (alike.size() > FEW && alike.get(0).about().kind() != Kind.NEITHER) {
      rows.add(ofMany(alike));
    } else {
      alike.forEach(
          each -> rows.add(new Row(each.from().one(), each.to().one(), each.port(), each.why())));
    }
  }

  private static Row ofMany(List<MeshConnection> alike) {
    MeshConnection first = alike.get(0);
    List<String> names = alike.stream().map(each -> each.about().name()).toList();
    return new Row(
        first.from().each(),
        first.to().each(),
        first.port(),
        first.why() + "; " + first.about().kind().counted(names));
  }
}
