/** Vault, with servers that misbehave in every way. */
package dev.meshgen.vault;
