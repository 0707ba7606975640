/**
 * Secret bytes in, bytes that may be committed out. A {@code SecretManifest} is what goes in; each
 * folder is a way to seal it.
 */
package dev.meshgen.seal;
