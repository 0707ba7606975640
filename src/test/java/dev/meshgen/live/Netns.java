package dev.meshgen.live;

import java.util.ArrayList;
import java.util.List;

/** A network namespace: the nodes of a cluster, or a Pod. */
record Netns(String name) {
  /** The script makes it, its loopback, and what else is said; {@code $1} is its name. */
  static Netns create(String name, String script, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-ec",
                "ip netns add \"$1\"\nip -n \"$1\" link set lo up\n" + script,
                "sh",
                name));
    command.addAll(List.of(arguments));
    Shell.run(command);
    return new Netns(name);
  }

  /** A command as it is run inside. */
  List<String> command(List<String> command) {
    List<String> inside = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + name));
    inside.addAll(command);
    return inside;
  }

  String run(String... command) {
    return Shell.run(command(List.of(command)));
  }

  void delete() {
    Shell.attempt(List.of("ip", "netns", "delete", name));
  }
}
