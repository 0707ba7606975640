package dev.meshgen.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Every Markdown file of the repository. */
final class Pages {
  private static final Path GOLDEN = Path.of("golden");

  /** What Git ignores, and Git itself. */
  private static final Set<String> SKIPPED =
      Set.of(".git", ".idea", ".vscode", "target", "rendered");

  private Pages() {}

  static List<Page> all() {
    List<Page> pages = new ArrayList<>();
    try {
      Files.walkFileTree(
          Path.of(""),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return SKIPPED.contains(folder.toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(".md")) {
                pages.add(Page.read(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pages.sort(Comparator.comparing(Page::toString));
    return pages;
  }

  /** Those that people write; the trees of {@code golden/} have READMEs of their own. */
  static List<Page> written() {
    return all().stream().filter(page -> !isGolden(page.file())).toList();
  }

  private static boolean isGolden(Path file) {
    return file.startsWith(GOLDEN) && file.getNameCount() > 2;
  }
}
