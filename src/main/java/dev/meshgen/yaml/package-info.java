/**
 * YAML in, with a position on every node; YAML out, which every parser reads the same way.
 *
 * <p>Reading is stricter than YAML: Helm, kubectl, Argo CD and Flux read YAML 1.1, this tool reads
 * YAML 1.2, and a spec whose meaning depends on the parser is refused rather than guessed at.
 * {@link dev.meshgen.yaml.YamlReader} reports all of that as diagnostics; {@link
 * dev.meshgen.yaml.YamlWriter} and {@link dev.meshgen.yaml.YamlText} quote whatever is not known to
 * be safe. A new ambiguity is one case in {@code Ambiguity}, a new syntax message one row in {@code
 * SyntaxProblem}.
 */
package dev.meshgen.yaml;
