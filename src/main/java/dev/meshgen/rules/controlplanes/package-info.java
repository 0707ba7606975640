/**
 * Primaries, remotes and external control planes: one class per rule, listed in {@link
 * dev.meshgen.rules.controlplanes.ControlPlaneRules}.
 */
package dev.meshgen.rules.controlplanes;
