/**
 * Istio versions, revisions, registries and install methods: one class per rule, listed in {@link
 * dev.meshgen.rules.versions.VersionRules}.
 */
package dev.meshgen.rules.versions;
