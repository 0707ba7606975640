package dev.meshgen.pki;

/**
 * Something wrong with a chain of certificates.
 *
 * @param text one sentence that names the file or certificate
 */
public record ChainProblem(ImportFlaw flaw, String text) {}
