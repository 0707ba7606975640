/**
 * What each GitOps engine reads, does and needs. Other packages ask {@link
 * dev.meshgen.delivery.Engine}, and do not know which engine answers.
 *
 * <p>To add an engine: a package here with its {@link dev.meshgen.delivery.EngineType} and its
 * {@link dev.meshgen.delivery.Engine}, beside them what a spec may say of it ({@code
 * argocd.schema.json}); its folder of templates, where {@code diff.yaml} says what changes of its
 * objects do; and a line in {@link dev.meshgen.delivery.Engines#TYPES}. Tests take it from there,
 * with its fixtures for {@code diff.yaml} and its example.
 */
package dev.meshgen.delivery;
