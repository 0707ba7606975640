package dev.meshgen.delivery;

import java.util.List;
import java.util.function.Function;

/**
 * An engine in a spec that {@code init} writes.
 *
 * @param who delivers, with an article
 * @param reach what is added to that where there is room
 * @param shortest the lines that name it with what is required and nothing else
 * @param settings its part of the spec, for a repository
 */
public record InitialDelivery(
    String who, String reach, List<String> shortest, Function<Repository, Passage> settings) {

  /** Where the tree will lie, as far as the checkout tells. */
  public record Repository(String url, String path, String branch) {}

  /** Who delivers, at length. */
  public String whole() {
    return who + reach;
  }
}
