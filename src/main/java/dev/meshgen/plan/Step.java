package dev.meshgen.plan;

import java.util.Optional;

/**
 * What an engine applies as a unit: a Helm release, or a folder of objects.
 *
 * @param id its name among the steps of the cluster
 * @param folder within the tree, without a trailing slash; of a release, that of its values
 */
public record Step(String id, Layer layer, String folder, Optional<Release> release) {}
