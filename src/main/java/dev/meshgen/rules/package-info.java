/**
 * What a mesh must be for Istio to run as one over its clusters: one class per rule, listed in
 * {@link dev.meshgen.rules.Rules#ALL}.
 *
 * <p>To add a rule: its class, a line in {@code Rules.ALL}, a line in {@code Code}, and a fixture
 * {@code src/test/resources/invalid/<CODE>.yaml} with the expectation on the offending line.
 */
package dev.meshgen.rules;
