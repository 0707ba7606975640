/**
 * Ambient data planes: one class per rule, listed in {@link
 * dev.meshgen.rules.ambient.AmbientRules}.
 */
package dev.meshgen.rules.ambient;
