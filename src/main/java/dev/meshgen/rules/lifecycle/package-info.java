/**
 * Clusters that join or leave, and who discovers whom: one class per rule, listed in {@link
 * dev.meshgen.rules.lifecycle.LifecycleRules}.
 */
package dev.meshgen.rules.lifecycle;
