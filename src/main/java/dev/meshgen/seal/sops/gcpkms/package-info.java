/** SOPS files for keys of Google Cloud KMS, which the user's own sops asks. */
package dev.meshgen.seal.sops.gcpkms;
