package dev.meshgen.delivery;

/**
 * A part of the generated README that an engine writes.
 *
 * @param template below {@code templates/}, without {@code .mustache}
 * @param view the record whose components the template sees
 */
public record Passage(String template, Object view) {}
