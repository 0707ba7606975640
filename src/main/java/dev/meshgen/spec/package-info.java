/**
 * Documents into typed records: files, JSON Schema, layers, binding.
 *
 * <p>The schemas in {@code schemas/} are the only source of structure, defaults and help. A new
 * field is an entry there, a component of a record in {@code model}, and a line in {@code BindMesh}
 * or {@code BindCluster}.
 */
package dev.meshgen.spec;
