package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever starts at the README finds every page, and no link on the way is broken. */
final class LinksTest {
  private static final Path REPOSITORY = Path.of("");

  @TempDir private Path folder;

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Links links = new Links(REPOSITORY);
    List<String> problems = new ArrayList<>();
    for (Page page : Pages.all()) {
      for (String link : Links.of(page)) {
        links.problem(page, link).ifPresent(problems::add);
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void everyPageIsReachedFromTheReadme() {
    Links links = new Links(REPOSITORY);
    Set<Path> reached = new TreeSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(Page.README));
    while (!open.isEmpty()) {
      Path file = open.pop();
      if (file.toString().endsWith(".md") && Files.exists(file) && reached.add(file)) {
        Page page = Page.read(file);
        for (String link : Links.of(page)) {
          open.push(Path.of("").toAbsolutePath().relativize(Links.shown(links.target(page, link))));
        }
      }
    }
    assertThat(reached).containsAll(Pages.written().stream().map(Page::file).toList());
  }

  @Test
  void findsLinksThatLeadNowhere() throws IOException {
    Files.writeString(folder.resolve("other.md"), "# One: `two`\n\n## Same\n\n## Same\n");
    Page page =
        page(
            """
            # A heading
            [ok](#a-heading), [ok](other.md), [ok](other.md#one-two), [ok](other.md#same-1)
            [file](missing.md) [heading](#another) [heading](other.md#same-2) [out](../x.md)
            <a href="gone.md">x</a> `[code](code.md)` [web](https://example.com/gone.md)
            [label]: lost.md
            ```text
            [fenced](fenced.md)
            ```
            """);
    Links links = new Links(folder);
    List<String> problems = new ArrayList<>();
    for (String link : Links.of(page)) {
      links.problem(page, link).ifPresent(problems::add);
    }
    assertThat(problems)
        .containsExactly(
            "page.md links to missing.md, which does not exist",
            "page.md links to #another, which has no such heading",
            "page.md links to other.md#same-2, which has no such heading",
            "page.md links to ../x.md, which is outside of the repository",
            "page.md links to lost.md, which does not exist",
            "page.md links to gone.md, which does not exist");
  }

  private Page page(String text) throws IOException {
    Files.writeString(folder.resolve("page.md"), text);
    return new Page(Path.of("page.md"), text);
  }
}
