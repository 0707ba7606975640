package dev.meshgen.delivery;

import java.util.Optional;

/**
 * What an engine has to say in the README of a tree.
 *
 * @param chapter what it needs before it can apply the tree, and how it begins
 * @param registries the Secrets that it reads charts with, if the mesh names any
 */
public record EngineReadme(Passage chapter, Optional<Passage> registries) {}
