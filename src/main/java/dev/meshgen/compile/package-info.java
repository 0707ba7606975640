/**
 * The whole compiler on one screen: {@link dev.meshgen.compile.Compiler} runs the stages in order.
 *
 * <p>Everything that is not a function of the spec is handed in: see {@link
 * dev.meshgen.compile.Env}.
 */
package dev.meshgen.compile;
