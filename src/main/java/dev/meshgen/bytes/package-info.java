/**
 * Bytes and how they are written: their hash, their PEM, and those that must not be printed.
 * Nothing here knows what the bytes mean.
 */
package dev.meshgen.bytes;
