/**
 * Who may open what is sealed: a value that the spec, the plan and the locks hand on, and the
 * questions that the rules may ask of its kind. What a kind does with keys is behind {@code
 * seal.sops}.
 */
package dev.meshgen.recipient;
