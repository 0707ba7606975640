/** Vault or OpenBao signs: the key of the root, or of the authority below it, never leaves it. */
package dev.meshgen.authority.vault;
