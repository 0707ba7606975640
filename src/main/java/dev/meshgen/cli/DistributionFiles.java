package dev.meshgen.cli;

import dev.meshgen.spec.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the build of the distribution runs to write what lies beside the program: manual pages into
 * {@code man/man1}, and the schema of this version, one file, into {@code schemas}.
 */
final class DistributionFiles {
  private final Path folder;
  private final String date;
  private final String version = new Main.Version().getVersion()[0];

  private DistributionFiles(Path folder, String date) {
    this.folder = folder;
    this.date = date;
  }

  /**
   * Writes into a folder.
   *
   * @param arguments the folder, and the day of the build, {@code yyyy-MM-dd…}
   */
  public static void main(String[] arguments) throws IOException {
    new DistributionFiles(Path.of(arguments[0]), arguments[1].substring(0, "yyyy-MM-dd".length()))
        .write();
  }

  private void write() throws IOException {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Console console =
        new Console(
            nowhere,
            nowhere,
            InputStream.nullInputStream(),
            folder,
            Map.of(),
            Clock.systemUTC(),
            false);
    Path pages = Files.createDirectories(folder.resolve("man/man1"));
    write(Main.every(console).getCommandSpec(), pages);
    String number =
        version.substring(version.indexOf(' ') + 1).replaceAll("[()]", "").replace(' ', '-');
    Files.writeString(
        Files.createDirectories(folder.resolve("schemas"))
            .resolve("meshgen-" + number + ".schema.json"),
        new Schemas().published(number));
  }

  private void write(CommandSpec command, Path pages) throws IOException {
    ManPage page = new ManPage(command, version, date);
    Files.writeString(pages.resolve(page.name() + ".1"), page.text());
    for (CommandLine below : command.subcommands().values()) {
      write(below.getCommandSpec(), pages);
    }
  }
}
