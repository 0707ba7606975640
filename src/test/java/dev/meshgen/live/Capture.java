package dev.meshgen.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What goes over the interfaces of a node, those of its Pods among them: the last of it, while the
 * scenario runs. What only concerns the harness is left out.
 */
final class Capture {
  private static final String PROGRAM = "tcpdump";

  /** Files of some megabytes, of which the oldest is written again. */
  private static final List<String> RING = List.of("-C", "8", "-W", "3");

  private static final List<String> OPTIONS =
      List.of("-i", "any", "-n", "-U", "-s", "512", "-Z", "root");

  private final Path folder;

  private Capture(Path folder) {
    this.folder = folder;
  }

  /** Begins, if the program for it is here. */
  static Optional<Capture> start(KubeCluster servers, Path folder, Path logs) {
    Optional<Path> program = Binaries.find(PROGRAM);
    if (program.isEmpty()) {
      return Optional.empty();
    }
    Shell.run("mkdir", "-p", folder.toString());
    Stream<String> filter = Stream.of("not net 127.0.0.0/8", "and not port", servers.port());
    List<String> command =
        Stream.of(
                Stream.of(program.get().toString()),
                OPTIONS.stream(),
                RING.stream(),
                Stream.of("-w", folder.resolve("packets.pcap").toString()),
                filter)
            .flatMap(words -> words)
            .toList();
    Shell.start(servers.node().command(command), Map.of(), logs.resolve(PROGRAM + ".log"));
    return Optional.of(new Capture(folder));
  }

  /** Copies what there is now. */
  void keep(Path to) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
