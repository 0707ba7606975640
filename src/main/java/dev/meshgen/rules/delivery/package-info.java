/**
 * The GitOps engine and its repository: one class per rule, listed in {@link
 * dev.meshgen.rules.delivery.DeliveryRules}.
 */
package dev.meshgen.rules.delivery;
