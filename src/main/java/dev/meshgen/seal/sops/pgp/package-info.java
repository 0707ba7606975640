/** SOPS files for PGP keys: messages that gpg opens, for public keys that gpg exported. */
package dev.meshgen.seal.sops.pgp;
