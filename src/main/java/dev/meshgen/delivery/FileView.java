package dev.meshgen.delivery;

/**
 * A file to be rendered.
 *
 * @param path within the tree
 * @param template below {@code templates/}, without {@code .mustache}
 * @param view the record whose components the template sees
 */
public record FileView(String path, String template, Object view) {}
