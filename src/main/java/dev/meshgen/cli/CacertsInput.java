package dev.meshgen.cli;

import dev.meshgen.authority.NamesOfMesh;
import dev.meshgen.authority.files.CacertsReader;
import dev.meshgen.authority.files.ImportRemarks;
import dev.meshgen.authority.files.ImportedCacerts;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.tree.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where cacerts come from: a folder of their files, a Secret in a file, or standard input. */
final class CacertsInput {
  private final Console console;
  private final NamesOfMesh names;
  private final Instant at;
  private final Report report;

  /**
   * Reads for one run.
   *
   * @param names what those of each cluster are used for
   * @param at the moment at which they must be valid
   * @param report gets what is wrong with them
   */
  CacertsInput(Console console, NamesOfMesh names, Instant at, Report report) {
    this.console = console;
    this.names = names;
    this.at = at;
    this.report = report;
  }

  /** Those of one cluster; empty, and reported, if they cannot be taken over. */
  Optional<ImportedCacerts> read(String typed, String cluster) throws CommandException {
    String name = typed.equals("-") ? "<stdin>" : typed;
    ImportRemarks remarks = new ImportRemarks(name, report);
    CacertsReader reader = new CacertsReader(remarks);
    Optional<Map<String, byte[]>> found =
        !typed.equals("-") && Files.isDirectory(console.workingDirectory().resolve(typed))
            ? Optional.of(folder(typed))
            : secret(typed, reader);
    Optional<Map<String, SecretBytes>> files = found.flatMap(reader::files);
    return files.flatMap(
        each -> ImportedCacerts.of(name, each, names.validation(cluster, at), remarks));
  }

  /**
   * Those of many clusters, on all cores: their signatures take long to check.
   *
   * @param folder has a folder for each of them
   * @param into gets by cluster what can be taken over, also if this fails
   */
  void readAll(String folder, List<String> clusters, Map<String, ImportedCacerts> into)
      throws CommandException {
    Map<String, ImportedCacerts> found = Collections.synchronizedMap(into);
    Report[] reports = new Report[clusters.size()];
    CommandException[] failures = new CommandException[clusters.size()];
    Workers.onAllCores(
        clusters.size(),
        i -> {
          reports[i] = new Report();
          try {
            CacertsInput input = new CacertsInput(console, names, at, reports[i]);
            String cluster = clusters.get(i);
            input.read(folder + "/" + cluster, cluster).ifPresent(each -> found.put(cluster, each));
          } catch (CommandException e) {
            failures[i] = e;
          }
        });
    for (Report each : reports) {
      report.addAll(each.diagnostics());
    }
    Optional<CommandException> failure =
        Arrays.stream(failures).filter(Objects::nonNull).findFirst();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** The clusters for which a folder has a folder, by the names of the spec. */
  List<String> clusters(String folder, Collection<String> known)
      throws CommandException, UsageException {
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> children = Files.list(console.workingDirectory().resolve(folder))) {
      children
          .filter(Files::isDirectory)
          .map(child -> child.getFileName().toString())
          .filter(known::contains)
          .forEach(found::add);
    } catch (IOException e) {
      throw new CommandException(
          "cannot list " + folder + "; to import a file, name its CLUSTER", e);
    }
    if (found.isEmpty()) {
      throw new UsageException(
          "missing CLUSTER: " + folder + " has no folder named after a cluster");
    }
    return List.copyOf(found);
  }

  private Map<String, byte[]> folder(String typed) throws CommandException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : CacertsReader.NAMES) {
      Path file = console.workingDirectory().resolve(typed).resolve(name);
      if (Files.exists(file)) {
        files.put(name, SmallFile.read(console, typed + "/" + name));
      }
    }
    return files;
  }

  private Optional<Map<String, byte[]>> secret(String typed, CacertsReader reader)
      throws CommandException {
    byte[] text = SmallFile.read(console, typed);
    try {
      return reader.secret(text);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}
