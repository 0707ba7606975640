/**
 * Secret bytes in, bytes that may be committed out: SOPS files for age recipients, written and read
 * by our own code so that no subprocess and no temporary file ever sees a plaintext.
 *
 * <p>{@code SopsFile} is the way in. The format is that of sops 3.13; what belongs to age is behind
 * {@code AgeEnvelope}. The only subprocess of the program is the user's own command for a key, in
 * {@code ProcessCommandRunner}.
 */
package dev.meshgen.seal;
