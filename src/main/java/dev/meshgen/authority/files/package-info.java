/**
 * What signs was made elsewhere and is imported: the {@code cacerts} of running clusters, the key
 * of a root or of an authority below one. From files to checked material that {@code issue} seals.
 */
package dev.meshgen.authority.files;
