/** Meshes no one thought of: whatever the compiler accepts must be a working mesh. */
package dev.meshgen.random;
