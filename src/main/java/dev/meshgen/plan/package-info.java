/**
 * All decisions about what is rendered: releases, objects, secrets, order. Templates only write it
 * down.
 *
 * <p>If a template would need a condition on two facts, a field is missing here.
 */
package dev.meshgen.plan;
