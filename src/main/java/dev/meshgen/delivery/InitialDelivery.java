package dev.meshgen.delivery;

import java.util.List;
import java.util.function.Function;

/**
 * An engine in a spec that {@code init} writes.
 *
 * @param option what it is that one delivers with
 * @param who delivers
 * @param shortest the lines that name it with what is required and nothing else
 * @param settings its part of the spec, for a repository
 */
public record InitialDelivery(
    String option, String who, List<String> shortest, Function<Repository, Passage> settings) {

  /** Where the tree will lie, as far as the checkout tells. */
  public record Repository(String url, String path, String branch) {}
}
