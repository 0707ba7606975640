package dev.meshgen.delivery;

/**
 * A part of a text that is for people, where its engine has the word.
 *
 * @param template below {@code templates/}, without {@code .mustache}
 * @param view the record whose components the template sees
 */
public record Passage(String template, Object view) {}
