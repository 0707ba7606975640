package dev.meshgen.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A JDK to measure on. */
record Jdk(Path home, String version) {

  /**
   * Those that are named, separated as in {@code PATH}; else the running one and the newest beside
   * it.
   */
  static List<Jdk> find(String named) throws IOException {
    List<Jdk> found = new ArrayList<>();
    if (!named.isEmpty()) {
      for (String home : named.split(File.pathSeparator)) {
        found.add(at(Path.of(home)));
      }
      return found;
    }
    Jdk running = at(Path.of(System.getProperty("java.home")));
    found.add(running);
    Jdk newest = running;
    for (Jdk other : installed(Path.of("/usr/lib/jvm"))) {
      newest = other.major() > newest.major() ? other : newest;
    }
    if (newest != running) {
      found.add(newest);
    }
    return found;
  }

  private static List<Jdk> installed(Path folder) throws IOException {
    List<Jdk> installed = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> homes = Files.list(folder)) {
        for (Path home : homes.toList()) {
          if (Files.isRegularFile(home.resolve("release"))
              && Files.isExecutable(home.resolve("bin/java"))) {
            installed.add(at(home));
          }
        }
      }
    }
    return installed;
  }

  private static Jdk at(Path home) throws IOException {
    for (String line : Files.readAllLines(home.resolve("release"))) {
      if (line.startsWith("JAVA_VERSION=")) {
        return new Jdk(home, line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')));
      }
    }
    throw new IOException(home + " says no version in its file \"release\"");
  }

  private int major() {
    return Integer.parseInt(version.split("[^0-9]")[0]);
  }
}
