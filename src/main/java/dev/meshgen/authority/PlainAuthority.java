package dev.meshgen.authority;

import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.Rule;
import java.util.List;

/**
 * An authority whose answers are the same in every mesh, and which adds nothing to a cluster.
 *
 * @param name the subject of a sentence
 * @param signs who holds the key that signs
 * @param required the Secret that istiod waits for
 * @param rules that only its meshes must fulfil
 */
public record PlainAuthority(
    String name, KeyHolder signs, RequiredSecret required, List<Rule> rules) implements Authority {}
