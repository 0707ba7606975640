/**
 * HashiCorp Vault and OpenBao over HTTP: logging in, asking again when that may help, and why an
 * answer was none. Knows nothing of what a request is about.
 *
 * <p>The network is touched here and nowhere else, by {@link dev.meshgen.vault.HttpTransport}, when
 * {@link dev.meshgen.vault.VaultClient} is told to. No token, and no body that may hold one, gets
 * into an exception or a message.
 */
package dev.meshgen.vault;
