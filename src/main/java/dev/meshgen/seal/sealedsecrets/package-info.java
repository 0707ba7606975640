/**
 * Secrets that a controller in their cluster opens: each value is sealed with the certificate of
 * the controller, and what is public stays readable beside them. Nothing here opens one.
 */
package dev.meshgen.seal.sealedsecrets;
