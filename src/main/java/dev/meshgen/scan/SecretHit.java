package dev.meshgen.scan;

/**
 * A secret in a text.
 *
 * @param start offset of its first byte
 * @param end offset behind its last
 * @param what it looks like, with an article
 */
record SecretHit(int start, int end, String what) {}
