package dev.meshgen.lock;

/** What a lock records of a secret that SOPS does not seal: how it reaches its cluster instead. */
public sealed interface CarriedFacts permits StoredFacts, ControllerFacts {}
