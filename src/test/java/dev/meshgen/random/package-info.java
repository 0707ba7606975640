/** Meshes nobody thought of: whatever the compiler accepts has to be one working mesh. */
package dev.meshgen.random;
