package dev.meshgen.seal.sops;

/**
 * How a program ended.
 *
 * @param status 0 if all went well
 * @param output from its standard output, which may be secret
 * @param errors from its standard error, for people
 */
public record ProgramAnswer(int status, byte[] output, String errors) {}
