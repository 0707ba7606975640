package dev.meshgen.build;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Replaces {@code invokedynamic} in all classes of a jar: a lambda or method reference becomes its
 * own class, a joined string a method. The JVM links each of them at every start, even those of a
 * class-data archive, and the archive holds classes ready for use.
 *
 * <p>What a program does stays the same. Left as they are: serializable lambdas, the methods that
 * records get from the compiler, classes for a JVM before 11, which lets no class call a private
 * method of another.
 */
public final class LinkJar {
  private LinkJar() {}

  /** Argument: the jar, which is replaced. The same jar gives the same bytes. */
  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path linked = jar.resolveSibling(jar.getFileName() + ".linked");
    write(link(read(jar)), linked);
    Files.move(linked, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** One file of a jar. */
  record Entry(String name, long time, byte[] content) {
    boolean isLinked() {
      // A class for one version of Java overrides its namesake: it stays as it is.
      return name.endsWith(".class") && !name.startsWith("META-INF/");
    }
  }

  private static List<Entry> read(Path jar) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (var in = zip.getInputStream(entry)) {
          entries.add(new Entry(entry.getName(), entry.getTime(), in.readAllBytes()));
        }
      }
    }
    return entries;
  }

  private static List<Entry> link(List<Entry> entries) {
    Map<String, List<String>> members = new LinkedHashMap<>();
    List<Entry> linked = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.isLinked()) {
        linked.add(entry);
        continue;
      }
      LinkedClass type = LinkedClass.of(entry.content());
      linked.add(new Entry(entry.name(), entry.time(), type.content()));
      type.lambdas()
          .forEach(
              (name, content) -> linked.add(new Entry(name + ".class", entry.time(), content)));
      members
          .computeIfAbsent(type.host(), host -> new ArrayList<>())
          .addAll(type.lambdas().keySet());
    }
    linked.replaceAll(
        entry -> {
          List<String> more =
              entry.isLinked()
                  ? members.getOrDefault(entry.name().replaceFirst("\\.class$", ""), List.of())
                  : List.of();
          return more.isEmpty()
              ? entry
              : new Entry(entry.name(), entry.time(), NestHost.withMembers(entry.content(), more));
        });
    return linked;
  }

  private static void write(List<Entry> entries, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Entry entry : entries) {
        ZipEntry written = new ZipEntry(entry.name());
        written.setTime(entry.time());
        zip.putNextEntry(written);
        zip.write(entry.content());
        zip.closeEntry();
      }
    }
  }
}
