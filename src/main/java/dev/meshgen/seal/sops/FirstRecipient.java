package dev.meshgen.seal.sops;

/**
 * How a first spec names an existing recipient, instead of a new key.
 *
 * @param option of {@code init}: {@code --sops-kms}
 * @param value what it takes: {@code ARN}
 * @param description of the option
 * @param item the field of an item of the list, where items are mappings; else empty
 */
public record FirstRecipient(String option, String value, String description, String item) {}
