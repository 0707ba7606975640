package dev.meshgen.recipient;

/**
 * What opens the files of a kind of recipients, in words for people who hand it to an engine.
 *
 * @param noun what it is: {@code age identity}
 * @param extension of a file that holds it, by which engines know it too: {@code agekey}
 * @param variable with which sops is told where that file is
 */
public record IdentityWords(String noun, String extension, String variable) {}
