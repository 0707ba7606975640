/** SOPS files for keys of the transit engine of Vault, which the user's own sops asks. */
package dev.meshgen.seal.sops.hcvault;
