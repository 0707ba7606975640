package dev.meshgen.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Git repository of a test, with nothing of the configuration of whoever runs it. */
public record GitFolder(Path folder) {

  public static GitFolder in(Path folder) {
    GitFolder repository = new GitFolder(folder);
    repository.git("init", "--quiet", "--initial-branch=main");
    return repository;
  }

  public GitFolder commit(String message) {
    git("add", "--all");
    git(
        "-c",
        "user.name=owner",
        "-c",
        "user.email=owner@git.example",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "--quiet",
        "--message",
        message);
    return this;
  }

  /** What Git prints, when it succeeds. */
  public String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("HOME", folder.toString());
      builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
      Process process = builder.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
