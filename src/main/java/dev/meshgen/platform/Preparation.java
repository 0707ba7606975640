package dev.meshgen.platform;

/**
 * What the tree cannot install.
 *
 * @param problem what happens without it
 * @param setting what the cluster must have
 * @param how to set it
 */
public record Preparation(String problem, String setting, String how) {}
