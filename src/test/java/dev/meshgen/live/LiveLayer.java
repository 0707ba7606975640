package dev.meshgen.live;

import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * What an engine applies at once.
 *
 * @param namespace of objects that need one and name none
 * @param prune whether what it had and has no longer is deleted
 * @param outlived whether what it had stays when the layer itself is gone
 * @param objects asked for when it is its turn
 */
record LiveLayer(
    String name,
    String namespace,
    boolean prune,
    boolean outlived,
    Supplier<List<JsonNode>> objects) {}
