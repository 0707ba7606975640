package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The approved pages of comparisons, as Chromium shows them and as people use them. */
@Tag("conformance")
@Tag("browser")
class DiffPageTest {
  private static final Path APPROVED = Path.of("src/test/java/dev/meshgen/cli");
  private static final String SHOWN = "document.querySelectorAll('.change:not([hidden])').length";

  @TempDir private Path folder;

  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    browser = Browser.in(folder);
  }

  @AfterEach
  void stop() throws Exception {
    browser.close();
  }

  private static List<Path> pages() throws Exception {
    try (Stream<Path> files = Files.list(APPROVED)) {
      return files.filter(path -> path.toString().endsWith(".approved.html")).sorted().toList();
    }
  }

  private static Path page(String name) throws Exception {
    return pages().stream().filter(path -> path.toString().contains(name)).findAny().orElseThrow();
  }

  /** However it is looked at, it asks for nothing, complains of nothing and has no barrier. */
  @Test
  void everyPageLoadsNothingAndHasNoBarrier() throws Exception {
    assertThat(pages()).hasSizeGreaterThan(2);
    for (Path page : pages()) {
      for (String scheme : List.of("light", "dark")) {
        for (int width : List.of(390, 1200)) {
          browser.look(scheme, "screen", width);
          browser.open(page);
          assertThat(browser.barriers()).as(page + " " + scheme).isEmpty();
          assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
              .as("nothing is wider than the window")
              .isLessThanOrEqualTo(width);
        }
      }
    }
    assertThat(browser.requests()).allMatch(address -> address.endsWith(".approved.html"));
    assertThat(browser.complaints()).isEmpty();
  }

  /** On a phone a picture is as large as its letters need; where it goes on, its title says so. */
  @Test
  void aPictureThatGoesOnSaysSo() throws Exception {
    String cut =
        "Array.from(document.querySelectorAll('figure')).filter((each) => {"
            + " const box = each.querySelector('.scroll');"
            + " return box.scrollWidth > box.clientWidth"
            + " && getComputedStyle(each.querySelector('figcaption'), '::after').content === 'none';"
            + "}).length";
    for (Path page : pages()) {
      for (int width : List.of(390, 700, 1000, 1200)) {
        browser.look("light", "screen", width);
        browser.open(page);
        assertThat(browser.evaluate(cut).asInt()).as(page + " " + width).isZero();
      }
    }
    browser.look("light", "screen", 390);
    browser.open(page("aRing"));
    assertThat(
            browser
                .evaluate(
                    "getComputedStyle(document.querySelector('figcaption'), '::after').content")
                .asString())
        .contains("scroll");
  }

  @Test
  void filtersWorkByKeyboard() throws Exception {
    browser.open(page("aRing"));
    int all = browser.evaluate(SHOWN).asInt();
    browser.press("Tab");
    assertThat(browser.evaluate("document.activeElement.className").asString()).isEqualTo("skip");
    browser.press("Enter");
    assertThat(browser.evaluate("location.hash").asString()).isEqualTo("#changes");
    browser.tabTo("[name=weight][value=high]");
    int heavy = count(".change.high");
    browser.press(" ");
    assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(all - heavy).isPositive();
    assertThat(text("#shown")).isEqualTo(all - heavy + " of " + all + " changes shown");
    browser.press(" ");
    browser.tabTo("#cluster");
    for (String letter : "C-02".split("")) {
      browser.press(letter);
    }
    int others = count(".change[data-in]:not([data-in='']):not([hidden])");
    assertThat(text("#shown")).endsWith(", of 1 cluster and of the mesh");
    assertThat(browser.evaluate(SHOWN).asInt()).isLessThan(all);
    assertThat(others).as("the upgrade, which c-02 has as well").isPositive();
    browser.tabTo("[type=reset]");
    browser.press("Enter");
    assertThat(browser.evaluate("new Promise((done) => setTimeout(() => done(" + SHOWN + "), 50))"))
        .hasToString(String.valueOf(all));
    browser.tabTo("summary");
    browser.press("Enter");
    assertThat(count(".change details[open]")).isEqualTo(1);
    assertThat(browser.complaints()).isEmpty();
  }

  /** Without scripts it is a plain page: nothing is hidden but the filters. */
  @Test
  void itIsReadWithoutScripts() throws Exception {
    browser.scripts(false);
    browser.open(page("aRing"));
    assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(count(".change")).isPositive();
    assertThat(browser.evaluate("document.getElementById('filters').offsetHeight").asInt())
        .isZero();
  }

  /** On paper everything is there, also what is folded on a screen. */
  @Test
  void allOfItIsPrinted() throws Exception {
    browser.open(page("aRing"));
    String height =
        "Math.min(...Array.from(document.querySelectorAll('details pre, details ol'),"
            + " (each) => each.getBoundingClientRect().height))";
    browser.look("light", "print", 800);
    assertThat(browser.evaluate(height).asInt()).isPositive();
    assertThat(browser.evaluate("document.getElementById('filters').offsetHeight").asInt())
        .isZero();
  }

  private int count(String selector) throws Exception {
    return browser.evaluate("document.querySelectorAll(`" + selector + "`).length").asInt();
  }

  private String text(String selector) throws Exception {
    return browser.evaluate("document.querySelector('" + selector + "').textContent").asString();
  }
}
