package dev.meshgen.delivery;

import java.util.List;

/** A template's view: the files that a {@code kustomization.yaml} lists. */
public record ResourcesView(List<String> resources) {}
