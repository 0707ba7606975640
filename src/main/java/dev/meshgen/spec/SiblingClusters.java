package dev.meshgen.spec;

import dev.meshgen.diagnostic.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Files with clusters beside a mesh that was named as a file: whoever names one file of a folder
 * may mean to, or may not know that the others are not read.
 */
final class SiblingClusters {
  private static final int NAMED = 3;
  private static final Pattern OURS = Pattern.compile("(?m)^apiVersion[ \\t]*:.*\\bmeshgen\\b");
  private static final Pattern MESH = Pattern.compile("(?m)^kind[ \\t]*:[ \\t]*[\"']?Mesh\\b");
  private static final Pattern CLUSTER =
      Pattern.compile("(?m)^kind[ \\t]*:[ \\t]*[\"']?Cluster\\b");

  private final Path workingDirectory;
  private final Set<Path> read = new HashSet<>();

  /** Of what was read. */
  SiblingClusters(Path workingDirectory, List<SpecSource> sources) {
    this.workingDirectory = workingDirectory;
    sources.forEach(source -> read.add(path(source.name())));
  }

  /** Says which files were left out, if any were. */
  void note(List<SpecSource> sources, Report report) {
    for (SpecSource source : sources) {
      if (!source.found() && MESH.matcher(text(source.content())).find()) {
        List<String> beside = beside(source.name());
        if (!beside.isEmpty()) {
          report.note(
              "files beside "
                  + source.name()
                  + " with clusters are not read: "
                  + String.join(", ", beside.subList(0, Math.min(NAMED, beside.size())))
                  + (beside.size() > NAMED ? " and " + (beside.size() - NAMED) + " more" : "")
                  + "; add them with -f, or pass the folder");
        }
      }
    }
  }

  private List<String> beside(String name) {
    int slash = name.lastIndexOf('/');
    String prefix = name.substring(0, slash + 1);
    Set<String> found = new TreeSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(path(prefix.isEmpty() ? "." : prefix), "*.{yaml,yml}")) {
      for (Path file : files) {
        String sibling = prefix + file.getFileName();
        if (!read.contains(path(sibling)) && hasCluster(file)) {
          found.add(sibling);
        }
      }
    } catch (IOException e) {
      // A folder that cannot be listed has nothing to say of; the file itself was read.
      return List.of();
    }
    return new ArrayList<>(found);
  }

  private static boolean hasCluster(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) > SpecFiles.MOST
        || !Files.isReadable(file)) {
      return false;
    }
    String text = text(Files.readAllBytes(file));
    return OURS.matcher(text).find() && CLUSTER.matcher(text).find() && !MESH.matcher(text).find();
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private Path path(String name) {
    return workingDirectory.resolve(name).normalize();
  }
}
