/**
 * Changes to YAML that somebody wrote by hand: one scalar, or whole lines, and no byte besides.
 *
 * <p>{@link dev.meshgen.edit.YamlEditor} finds a place by the positions of a fresh reading, so that
 * it never guesses; what has a shape it cannot change without touching more is refused by {@link
 * dev.meshgen.edit.EditRefused}, and left to people.
 */
package dev.meshgen.edit;
