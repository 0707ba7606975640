/** Raw Helm values: one class per rule, listed in {@link dev.meshgen.rules.values.ValueRules}. */
package dev.meshgen.rules.values;
