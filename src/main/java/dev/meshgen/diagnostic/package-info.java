/**
 * Problems as values: what a stage found, where, and how to fix it.
 *
 * <p>Imports nothing of this project. A new kind of problem is one line in {@link
 * dev.meshgen.diagnostic.Code} and one fixture named after it.
 */
package dev.meshgen.diagnostic;
