/**
 * Secrets that Vault or OpenBao keeps: what is secret goes to its own path in a KV engine, which is
 * written once; what is public goes into a file that fetches the rest in a cluster.
 */
package dev.meshgen.seal.vault;
