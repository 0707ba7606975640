package dev.meshgen.model;

/**
 * Who signs the intermediates, as the spec chooses it. What its settings mean is known to that
 * authority alone.
 *
 * @param kind its name in the spec, only for the registry of authorities
 * @param settings what the spec says of it, over the defaults of the schema
 */
public record SigningAuthority(String kind, Origins settings) {}
