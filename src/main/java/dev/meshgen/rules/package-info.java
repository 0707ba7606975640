/**
 * What a spec must satisfy for its clusters to work as one Istio mesh: one class per rule, in the
 * package of its theme.
 *
 * <p>To add a rule: its class, a line in the list of its theme, a line in {@code Code}, a fixture
 * {@code src/test/resources/invalid/<theme>/<CODE>.yaml} with the expectation on the offending
 * line, and its page {@code src/docs/diagnostics/<CODE>.md}.
 */
package dev.meshgen.rules;
