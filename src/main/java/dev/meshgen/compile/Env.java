package dev.meshgen.compile;

import dev.meshgen.bytes.SecretPrompt;
import dev.meshgen.diagnostic.Progress;
import dev.meshgen.seal.sops.Keyrings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * What the compiler takes from the outside.
 *
 * @param random for keys, serials and data keys
 * @param clock for the validity of what is issued
 * @param keys the operator's, found when and only when something has to be opened
 * @param atHand those of them that are there without running a command
 * @param variables of the environment
 * @param folder in which the command was run
 * @param prompt asks whoever runs it
 * @param progress tells them how far it is
 */
public record Env(
    SecureRandom random,
    Clock clock,
    Keyrings keys,
    Keyrings atHand,
    Map<String, String> variables,
    Path folder,
    SecretPrompt prompt,
    Progress progress) {}
