/**
 * East-west gateways and their load balancers: one class per rule, listed in {@link
 * dev.meshgen.rules.gateways.GatewayRules}.
 */
package dev.meshgen.rules.gateways;
