package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** The files of a case in a folder to run commands in; its spec is {@code spec.yaml}. */
final class FieldCase {
  private static final String SPEC = "spec.yaml";

  private final Workspace workspace;

  FieldCase(Path files, Path folder) {
    Workspace.copy(files, folder);
    workspace = new Workspace(folder).at(Instant.now());
  }

  Workspace workspace() {
    return workspace;
  }

  /** Changes the spec as somebody does who knows the field for it. */
  FieldCase with(String old, String replacement) {
    workspace.replace(SPEC, old, replacement);
    return this;
  }

  Run validate() {
    return workspace.run("validate", "-f", SPEC);
  }

  /** What is said of the spec when it is refused. */
  String refused() {
    Run run = validate();
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    return run.err();
  }

  /** What is said of the spec when it is accepted. */
  String accepted() {
    Run run = validate();
    assertThat(run.code()).as(run.err()).isZero();
    return run.err();
  }

  /** Renders, which has to succeed. */
  FieldCase rendered() {
    Run run = workspace.run("render", "-f", SPEC, "-o", "out");
    assertThat(run.code()).as(run.err()).isZero();
    return this;
  }

  /** Hands over a credential on standard input. */
  Run add(String cluster, String credential, String... more) {
    String[] command = {"credential", "add", cluster, "--from-file=-", "-f", SPEC, "-o", "out"};
    return workspace.runWith(
        credential,
        Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new));
  }

  String out(String path) {
    return workspace.read("out/" + path);
  }

  SortedMap<String, String> tree() {
    return workspace.tree("out");
  }

  /** The texts of the files that a part of their path tells. */
  List<String> texts(String part) {
    return tree().entrySet().stream()
        .filter(file -> file.getKey().contains(part))
        .map(file -> file.getValue())
        .toList();
  }
}
