package dev.meshgen.platform;

import java.util.List;
import java.util.function.Function;

/** The annotation in which source ranges are written, and how. */
record RangesAnnotation(String key, Function<List<String>, String> text) {}
