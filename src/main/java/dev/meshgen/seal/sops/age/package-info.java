/**
 * Data keys wrapped for age X25519 recipients, each in an armored age file of its own, and the
 * user's identities, found where sops finds them. {@code AgeKeyKind} is the way in.
 */
package dev.meshgen.seal.sops.age;
