package dev.meshgen.spec;

/**
 * One file of the spec.
 *
 * @param name the path as the user typed it, {@code <stdin>} for standard input
 */
public record SpecSource(String name, byte[] content) {}
