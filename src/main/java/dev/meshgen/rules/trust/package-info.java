/**
 * Validity of certificates, and recipients of sealed files: one class per rule, listed in {@link
 * dev.meshgen.rules.trust.TrustRules}.
 */
package dev.meshgen.rules.trust;
