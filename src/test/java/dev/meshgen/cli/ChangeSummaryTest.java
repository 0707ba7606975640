package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.tree.TreeException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The tree is written when its changes are summed up. */
class ChangeSummaryTest {
  private static List<String> lines(Callable<List<String>> lines) {
    return new ChangeSummary(lines).running().lines();
  }

  @Test
  void saysInOneLineWhatWentWrong() {
    String start = "the changes could not be summarized: ";
    assertThat(
            lines(
                () -> {
                  throw new TreeException("cannot read it");
                }))
        .containsExactly(start + "cannot read it");
    assertThat(
            lines(
                () -> {
                  throw new IllegalStateException("odd");
                }))
        .containsExactly(start + "java.lang.IllegalStateException: odd");
  }

  @Test
  void leavesErrorsOfTheMachineToWhoeverKnowsThem() {
    OutOfMemoryError error = new OutOfMemoryError("heap");
    assertThatThrownBy(
            () ->
                lines(
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
  }
}
