package dev.meshgen.model;

import dev.meshgen.diagnostic.Span;

/** A value and where it was written. */
public record Located<T>(T value, Span at) {}
