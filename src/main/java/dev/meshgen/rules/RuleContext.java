package dev.meshgen.rules;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.topology.Topology;
import java.time.LocalDate;

/**
 * What rules know: of the mesh what follows from it, of Istio its minors.
 *
 * @param asOf the day that warnings about expiry and support speak of
 */
public record RuleContext(Topology topology, IstioCatalog catalog, LocalDate asOf) {}
