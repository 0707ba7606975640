/**
 * Why a tree is as it is: which lines of the spec, which layer, which default, which template.
 *
 * <p>Measured, and neither noted down nor guessed. The compiler is a pure function of the documents
 * of a spec up to what is sealed, and takes milliseconds. So a document is changed at one place,
 * compiled again, and what comes out is compared: a line of the spec shapes a line of the tree if
 * and only if the one changes with the other. Three ways were weighed:
 *
 * <ul>
 *   <li>A record that the stages keep while they run would touch every class of the pipeline, costs
 *       every render something, and is only as true as each author was careful: a stage that
 *       forgets to note one read gives a wrong answer that looks like a right one.
 *   <li>Tagged values, a position carried beside each text, survive copying and nothing else. What
 *       people ask about most are decisions: a gateway is there because two networks exist, a field
 *       is there because the platform is AKS. No value flows from the one to the other.
 *   <li>Measuring knows of copies and decisions alike, needs nothing of the stages, cannot be
 *       forgotten by a new one, and costs a render nothing. It costs whoever asks a few hundred
 *       compilations, which is a second for a small mesh.
 * </ul>
 *
 * <p>What it says is exact in one direction: a source that is named does shape the line. A source
 * could be missing if none of the values that were tried makes a difference; enumerations are tried
 * whole, of texts and numbers a few neighbours, and each field is tried without its value as well.
 * Defaults that the spec leaves out are fields like others, so a line that no spec mentions leads
 * to the field that would change it.
 *
 * <p>The template of a line is found by rendering once with marks at the end of each line of the
 * template. Sealed files are random and not compiled again: their locks record what shapes them.
 */
package dev.meshgen.provenance;
