/**
 * Documents into typed records: files, JSON Schema, layers, binding.
 *
 * <p>The schemas in {@code schemas/} are the only source of structure, defaults and help. A new
 * field is an entry there (or in the part of an engine, an authority or a kind of keys, beside its
 * code, of which the schemas are made), a component of a record in {@code model}, and a line in
 * {@code BindMesh} or {@code BindCluster}.
 */
package dev.meshgen.spec;
