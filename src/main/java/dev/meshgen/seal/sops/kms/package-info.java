/** SOPS files for keys of AWS KMS, which the user's own sops asks. */
package dev.meshgen.seal.sops.kms;
