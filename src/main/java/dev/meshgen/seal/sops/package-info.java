/**
 * SOPS files, written and read by our own code so that no subprocess and no temporary file ever
 * sees a plaintext. The format is that of sops 3.13.
 *
 * <p>{@code SopsFile} is the way in. Who opens a file is a matter of its {@code SopsKeyKind}: one
 * folder each, with how a spec names such keys ({@code kms.schema.json}), listed in {@code
 * SopsKeyKinds}, which no other class names. The user's own keys are behind a {@code Keyring} of
 * each kind; the only subprocess of the program is the user's own command for a key, in {@code
 * ProcessCommandRunner}.
 */
package dev.meshgen.seal.sops;
