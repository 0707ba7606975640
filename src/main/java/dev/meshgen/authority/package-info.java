/**
 * Who signs: from the {@code trust} of a spec to what istiod has to find, and to the objects that
 * ask for it. One package per kind, with what a spec may say of it ({@code vault.schema.json}); a
 * new one is a package and a line in {@link dev.meshgen.authority.Authorities#TYPES}.
 */
package dev.meshgen.authority;
