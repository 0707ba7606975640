/**
 * What differs between two trees, as a mesh and not as text: objects by their identity, fields by
 * their keys, the same change in many clusters once, each judged by what it does to a running mesh.
 *
 * <p>The judgements are data: {@code templates/diff/*.yaml}, and what concerns the objects of an
 * engine in {@code templates/<engine>/diff.yaml}.
 */
package dev.meshgen.diff;
