package dev.meshgen.report;

import dev.meshgen.report.Firewall.Row;
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

  /** What {@link Firewall} calls the gateway of one cluster, with its address if it has one. */
  static final String GATEWAY = "the east-west gateway of ";

  private static final String GATEWAYS = "the east-west gateways of these clusters";

  private static final String NETWORK = "network ";

  private FirewallRows() {}

  static List<Row> grouped(List<Row> rows) {
    Map<List<String>, List<Row>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(shape(row), key -> new ArrayList<>()).add(row));
    List<Row> grouped = new ArrayList<>();
    groups.values().forEach(alike -> add(alike, grouped));
    return List.copyOf(grouped);
  }

  private static void add(List<Row> alike, List<Row> grouped) {
    if (alike.size() <= FEW) {
      grouped.addAll(alike);
    } else if (isOfGateway(alike.get(0))) {
      grouped.add(ofGateways(alike));
    } else {
      grouped.add(ofNetworks(alike));
    }
  }

  private static Row ofGateways(List<Row> alike) {
    Row first = alike.get(0);
    List<String> gateways = alike.stream().map(row -> gateway(row.to())).toList();
    String all = alike.size() + " clusters: " + String.join("; ", gateways);
    return new Row(first.from(), each(first.to()), first.port(), first.why() + "; " + all);
  }

  private static Row ofNetworks(List<Row> alike) {
    Row first = alike.get(0);
    List<String> networks = alike.stream().map(row -> network(row.to())).toList();
    String all = alike.size() + " networks: " + String.join(", ", networks);
    boolean same = isWithinOne(first);
    return new Row(
        same ? each(first.from()) : first.from(),
        each(first.to()) + (same ? " (the same network)" : ""),
        first.port(),
        first.why() + "; " + all);
  }

  private static boolean isOfGateway(Row row) {
    return row.to().contains(GATEWAY);
  }

  /** The cluster, and the address. */
  private static String gateway(String text) {
    return text.substring(text.indexOf(GATEWAY) + GATEWAY.length());
  }

  /** What two rows have in common that differ in their network or gateway alone. */
  private static List<String> shape(Row row) {
    String from = isWithinOne(row) ? each(row.from()) : row.from();
    return List.of(from, each(row.to()), row.port(), row.why());
  }

  private static boolean isWithinOne(Row row) {
    String network = network(row.to());
    return !network.isEmpty() && network.equals(network(row.from()));
  }

  private static String each(String text) {
    int gateway = text.indexOf(GATEWAY);
    if (gateway >= 0) {
      return text.substring(0, gateway) + GATEWAYS;
    }
    StringBuilder each = new StringBuilder();
    int copied = 0;
    for (int at = name(text, 0); at >= 0; at = name(text, copied)) {
      each.append(text, copied, at).append('X');
      copied = nameEnd(text, at);
    }
    return each.append(text, copied, text.length()).toString().replace("network X", "each network");
  }

  private static String network(String text) {
    int at = name(text, 0);
    return at < 0 ? "" : text.substring(at, nameEnd(text, at));
  }

  /** Where the next name of a network starts, or -1. */
  private static int name(String text, int from) {
    for (int at = text.indexOf(NETWORK, from); at >= 0; at = text.indexOf(NETWORK, at + 1)) {
      int name = at + NETWORK.length();
      boolean word = at == 0 || !isWord(text.charAt(at - 1));
      if (word && nameEnd(text, name) > name) {
        return name;
      }
    }
    return -1;
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static int nameEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) > ' ') {
      end++;
    }
    return end;
  }
}
