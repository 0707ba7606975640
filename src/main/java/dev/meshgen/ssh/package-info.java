/**
 * Public keys and signatures of OpenSSH in, answers out: whose key it is, whether a signature is
 * right. Holds no private key; another algorithm is a case of {@code SshPublicKey}.
 */
package dev.meshgen.ssh;
