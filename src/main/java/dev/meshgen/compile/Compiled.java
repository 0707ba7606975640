package dev.meshgen.compile;

import dev.meshgen.tree.OutputTree;
import java.util.List;

/**
 * The finished tree.
 *
 * @param resealsRoot whether the root's key changes hands
 * @param notes what was issued on the way, for people
 */
public record Compiled(OutputTree tree, String mesh, boolean resealsRoot, List<String> notes) {}
