/** SOPS files for keys of Azure Key Vault, which the user's own sops asks. */
package dev.meshgen.seal.sops.azurekv;
