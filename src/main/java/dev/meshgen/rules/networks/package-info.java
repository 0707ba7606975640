/**
 * Address ranges, networks and API servers: one class per rule, listed in {@link
 * dev.meshgen.rules.networks.NetworkRules}.
 */
package dev.meshgen.rules.networks;
