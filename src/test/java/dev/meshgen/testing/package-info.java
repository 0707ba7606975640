/** What several test packages share: upstream data, meshes rendered once, and ways to read them. */
package dev.meshgen.testing;
