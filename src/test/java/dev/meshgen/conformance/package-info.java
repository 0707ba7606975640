/**
 * Whether what is emitted is what its consumers accept: judged by their own schemas in every build,
 * and by the tools themselves in the Maven profile {@code conformance}.
 *
 * <p>Every test runs over {@link dev.meshgen.testing.Variants}: the examples, and meshes that vary
 * what they do not.
 */
package dev.meshgen.conformance;
