/**
 * A committed tree in, what is wrong with it out: from public data alone, and with identities what
 * is sealed, too. Needs no spec. Another check is a class beside {@code SealedFiles}, called by
 * {@code VerifyTree}.
 */
package dev.meshgen.verify;
