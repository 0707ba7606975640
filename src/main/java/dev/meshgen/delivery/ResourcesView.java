package dev.meshgen.delivery;

import java.util.List;

/** A template's view: the files that a {@code kustomization.yaml} lists. */
record ResourcesView(List<String> resources) {}
