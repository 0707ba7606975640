package dev.meshgen.compile;

import dev.meshgen.tree.OutputTree;
import java.util.List;

/**
 * The finished tree.
 *
 * @param notes what was issued on the way, for people
 */
public record Compiled(OutputTree tree, String mesh, List<String> notes) {}
