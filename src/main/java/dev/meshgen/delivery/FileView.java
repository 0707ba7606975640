package dev.meshgen.delivery;

import java.util.List;

/**
 * A file to be rendered.
 *
 * @param path within the tree
 * @param template below {@code templates/}, without {@code .mustache}
 * @param view the record whose components the template sees
 * @param after templates whose text follows
 */
public record FileView(String path, String template, Object view, List<String> after) {
  public FileView {
    after = List.copyOf(after);
  }

  /** One that a single template makes. */
  public FileView(String path, String template, Object view) {
    this(path, template, view, List.of());
  }
}
