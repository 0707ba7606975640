package dev.meshgen.seal.sops;

import dev.meshgen.model.Mesh;
import dev.meshgen.model.Origins;
import dev.meshgen.seal.vault.VaultAccess;

/**
 * How a spec says that a service is asked, and what a command has at hand for it.
 *
 * @param spec the mapping that says it
 * @param mesh whose recipients say which servers are asked
 * @param around variables, folder and whoever may be asked for a token
 */
public record ServiceSettings(Origins spec, Mesh mesh, VaultAccess.Surroundings around) {}
