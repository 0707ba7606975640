package dev.meshgen.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockFile;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TreeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Small trees, and what a folder holds, for the tests of this package. */
final class Trees {
  static final String MESH = "retail";

  private Trees() {}

  static byte[] file(String path, String body) {
    return (Header.line(path, MESH) + "\n" + body).getBytes(UTF_8);
  }

  static OutputTree plain(String... pathsAndBodies) {
    OutputTree.Builder builder = OutputTree.builder();
    for (int i = 0; i < pathsAndBodies.length; i += 2) {
      builder.put(pathsAndBodies[i], file(pathsAndBodies[i], pathsAndBodies[i + 1]), Role.PLAIN);
    }
    return builder.build();
  }

  /** A mesh with a root and some clusters; {@code issue} is the randomness of one run. */
  static OutputTree mesh(String issue, String... clusters) {
    return meshWithRoot(issue, issue, clusters);
  }

  static OutputTree meshWithRoot(String rootIssue, String issue, String... clusters) {
    return builder(rootIssue, issue, clusters).build();
  }

  static OutputTree.Builder builder(String rootIssue, String issue, String... clusters) {
    OutputTree.Builder builder = OutputTree.builder();
    byte[] root = file(Layout.ROOT_KEY, "sealed: " + rootIssue + "\n");
    builder.put(Layout.ROOT_KEY, root, Role.SEALED);
    MeshLock rootLock = new MeshLock(MESH, lock(Layout.ROOT_KEY, root));
    builder.put(Layout.ROOT_LOCK, LockFile.print(rootLock), Role.LOCK);
    builder.put("README.md", file("README.md", String.join(",", clusters) + "\n"), Role.PLAIN);
    for (String cluster : clusters) {
      String path = "clusters/" + cluster + "/trust/cacerts.sops.yaml";
      byte[] sealed = file(path, "sealed: " + issue + " " + cluster + "\n");
      builder.put(path, sealed, Role.SEALED);
      builder.put(
          Layout.cluster(cluster).lock(),
          LockFile.print(new ClusterLock(MESH, cluster, lock(path, sealed))),
          Role.LOCK);
      String values = "clusters/" + cluster + "/values/istiod.yaml";
      builder.put(values, file(values, "cluster: " + cluster + "\n"), Role.PLAIN);
    }
    return builder;
  }

  static TreeMap<String, SealedFacts> lock(String path, byte[] sealed) {
    TreeMap<String, SealedFacts> facts = new TreeMap<>();
    facts.put(
        path,
        new SealedFacts(
            Sha256.hex(path.getBytes(UTF_8)),
            Sha256.hex(sealed),
            List.of(new Recipient("age", "age1example")),
            Optional.empty(),
            Optional.empty()));
    return facts;
  }

  static OutputFolder open(Path root) throws TreeException {
    return open(root, DiskOps.on(root));
  }

  static OutputFolder open(Path root, FileOps ops) throws TreeException {
    return OutputFolder.open(root, Duration.ofSeconds(5), line -> {}, ops);
  }

  static Changes write(Path root, OutputTree tree) throws TreeException {
    try (OutputFolder folder = open(root)) {
      Changes changes = folder.plan(tree, MESH);
      folder.apply(changes);
      return changes;
    }
  }

  static Changes plan(Path root, OutputTree tree) throws TreeException {
    try (OutputFolder folder = OutputFolder.inspect(root)) {
      return folder.plan(tree, MESH);
    }
  }

  /** Everything below a folder, directories with a slash at the end: path to content. */
  static TreeMap<String, String> contents(Path root) throws IOException {
    TreeMap<String, String> found = new TreeMap<>();
    if (!Files.exists(root)) {
      return found;
    }
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : walk.filter(path -> !path.equals(root)).toList()) {
        String name = root.relativize(path).toString().replace('\\', '/');
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          found.put(name + "/", "");
        } else if (Files.isSymbolicLink(path)) {
          found.put(name, "-> " + Files.readSymbolicLink(path));
        } else {
          found.put(name, Files.readString(path));
        }
      }
    }
    return found;
  }
}
