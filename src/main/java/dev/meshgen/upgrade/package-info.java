/**
 * From a spec and the version it should reach to the edits that lead there, each safe to merge by
 * itself.
 *
 * <p>{@link dev.meshgen.upgrade.PlanUpgrade} looks at nothing but the spec as it is: it works out
 * one edit, makes it on a copy, lets the rules judge the result, and goes on from there. What has
 * been merged is part of the spec, and so of no plan any more. A new kind of step is a constant of
 * {@link dev.meshgen.upgrade.UpgradeStep.Kind}, what a cluster lacks of it, in {@link
 * dev.meshgen.upgrade.MissingUpgrade}, and when its turn is, in {@link
 * dev.meshgen.upgrade.DraftSteps}.
 */
package dev.meshgen.upgrade;
