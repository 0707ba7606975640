package dev.meshgen.yaml;

/** One document of a file; documents without content do not exist. */
public record YamlDocument(YamlNode root) {}
