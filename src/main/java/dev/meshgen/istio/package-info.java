/**
 * Istio versions as data: what each minor supports, which patches are known to be bad, which values
 * its charts read, and which of those the mesh's identity rests on.
 *
 * <p>No class here names a version. A new minor is one file {@code
 * templates/istio/versions/<minor>.yaml}, whose path lists {@code ChartValuesGenerator} (a test
 * class) writes, and one line in {@code templates/istio/versions/index}. A value that the compiler
 * starts to emit and users must not change is one path in {@link dev.meshgen.istio.OwnedValue}.
 */
package dev.meshgen.istio;
