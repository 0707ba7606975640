package dev.meshgen.bench;

import dev.meshgen.build.LinkJar;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Builds meshgen again, all of it or without a {@link Trick}, into its own folder. */
final class Build {
  private static final String SOURCES = "src/main/java/dev";

  private final Path project;
  private final Optional<Trick> without;
  private final Path folder;

  private Build(Path project, Optional<Trick> without, Path folder) {
    this.project = project;
    this.without = without;
    this.folder = folder;
  }

  /** The launcher beside a new jar. There is no project around it, so that it never rebuilds. */
  static Path launcher(Path project, Optional<Trick> without, Path folder) throws IOException {
    Build build = new Build(project, without, folder);
    build.copySources();
    build.edit();
    build.makeJar(build.compile());
    return folder.resolve("meshgen");
  }

  private boolean isWithout(Trick.Kind kind) {
    return without.isPresent() && without.get().kind() == kind;
  }

  private void copySources() throws IOException {
    Files.createDirectories(folder.resolve("target"));
    Files.copy(
        project.resolve("meshgen"), folder.resolve("meshgen"), StandardCopyOption.COPY_ATTRIBUTES);
    for (Path source : files(project.resolve(SOURCES))) {
      Path copy = folder.resolve(project.relativize(source).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(source, copy);
    }
  }

  private void edit() throws IOException {
    for (Trick.Edit edit : without.map(Trick::edits).orElse(List.of())) {
      Path file = folder.resolve(edit.file());
      Files.writeString(file, edit.in(Files.readString(file)));
    }
  }

  private Path compile() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-nowarn"));
    if (!isWithout(Trick.Kind.LINKED_AT_START)) {
      arguments.add("-XDstringConcat=inline");
    }
    arguments.addAll(List.of("-cp", project.resolve("target/meshgen.jar").toString()));
    arguments.addAll(List.of("-d", classes.toString()));
    files(folder.resolve(SOURCES)).forEach(source -> arguments.add(source.toString()));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IOException("what " + folder + " holds does not compile");
    }
    return classes;
  }

  private void makeJar(Path classes) throws IOException {
    Path jar = folder.resolve("target/meshgen.jar");
    Files.copy(project.resolve("target/meshgen.jar"), jar);
    try (FileSystem entries = open(jar)) {
      replace(classes, entries);
      if (isWithout(Trick.Kind.PICOCLI_AS_RELEASED)) {
        try (FileSystem released = open(picocli())) {
          replace(released.getPath("/picocli"), entries);
        }
      }
    }
    if (!isWithout(Trick.Kind.LINKED_AT_START)) {
      LinkJar.main(new String[] {jar.toString()});
    }
  }

  private static void replace(Path from, FileSystem entries) throws IOException {
    Path root = from.getFileSystem() == FileSystems.getDefault() ? from : from.getRoot();
    for (Path file : files(from)) {
      Path entry = entries.getPath("/").resolve(root.relativize(file).toString());
      Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static FileSystem open(Path jar) throws IOException {
    return FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
  }

  private static Path picocli() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().startsWith("picocli-"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }
}
