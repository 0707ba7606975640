/**
 * Names of clusters, labels and namespaces: one class per rule, listed in {@link
 * dev.meshgen.rules.names.NameRules}.
 */
package dev.meshgen.rules.names;
