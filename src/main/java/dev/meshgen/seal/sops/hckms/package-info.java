/** SOPS files for keys of Huawei Cloud's KMS, which the user's own sops asks. */
package dev.meshgen.seal.sops.hckms;
