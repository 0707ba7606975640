/**
 * Istio versions as data: what each minor supports, which patches have known defects, which values
 * its charts read, and which of those the mesh's identity depends on.
 *
 * <p>No class here names a version. A new minor is one file {@code
 * templates/istio/versions/<minor>.yaml}, whose lists {@code ChartValuesGenerator} and {@code
 * IstiodSources} (test classes) write, and one line in {@code templates/istio/versions/index}. The
 * file is three documents; the second and the third are read by the few runs that ask for them. A
 * value that the compiler emits and users must not change is one path in {@link
 * dev.meshgen.istio.OwnedValue}.
 */
package dev.meshgen.istio;
