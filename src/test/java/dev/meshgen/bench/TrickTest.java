package dev.meshgen.bench;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the benchmark of starts undoes is still there to be undone. */
class TrickTest {
  @TestFactory
  List<DynamicTest> everyEditChangesItsFile() {
    return Trick.ALL.stream()
        .map(trick -> DynamicTest.dynamicTest(trick.name(), () -> apply(trick)))
        .toList();
  }

  private static void apply(Trick trick) {
    for (Trick.Edit edit : trick.edits()) {
      assertThatCode(() -> edit.in(Files.readString(Path.of(edit.file()))))
          .as(edit.file())
          .doesNotThrowAnyException();
    }
  }
}
