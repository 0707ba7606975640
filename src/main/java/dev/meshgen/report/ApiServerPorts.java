package dev.meshgen.report;

import dev.meshgen.model.Cluster;
import dev.meshgen.net.ServerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The ports of API servers, in words. */
final class ApiServerPorts {
  private ApiServerPorts() {}

  /** Where a spec does not say, one of the two usual ones. */
  static String of(List<Cluster> clusters) {
    Set<Integer> ports = new TreeSet<>();
    for (Cluster cluster : clusters) {
      cluster
          .kubernetes()
          .apiServer()
          .ifPresentOrElse(
              address -> ports.add(port(address)), () -> ports.addAll(List.of(443, 6443)));
    }
    return or(ports);
  }

  private static String or(Set<Integer> ports) {
    List<String> words = new ArrayList<>(ports.stream().map(String::valueOf).toList());
    String last = words.remove(words.size() - 1);
    return words.isEmpty() ? last : String.join(", ", words) + " or " + last;
  }

  private static int port(String apiServer) {
    return ServerAddress.parse(apiServer).orElseThrow().port();
  }
}
