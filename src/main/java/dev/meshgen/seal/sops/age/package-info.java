/**
 * Data keys wrapped for age X25519 recipients, each in its own armored age file, and the user's
 * identities, found where sops finds them. {@code AgeKeyKind} is the way in.
 */
package dev.meshgen.seal.sops.age;
