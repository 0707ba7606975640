/**
 * What each GitOps engine reads: one class per engine, from the plan to the views of its files.
 *
 * <p>To add an engine: a record in {@code model.Delivery}, a class here that implements {@link
 * dev.meshgen.delivery.Engine}, its templates, and a line in {@link dev.meshgen.delivery.Engines}.
 */
package dev.meshgen.delivery;
