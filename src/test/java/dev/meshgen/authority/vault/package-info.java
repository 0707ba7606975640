/** Meshes whose intermediates Vault signs. */
package dev.meshgen.authority.vault;
