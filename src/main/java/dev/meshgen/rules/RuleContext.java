package dev.meshgen.rules;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.recipient.RecipientKinds;
import dev.meshgen.topology.Topology;
import java.time.LocalDate;

/**
 * What rules know besides the mesh: what follows from it, and what there is of Istio.
 *
 * @param kinds of recipients that files can be sealed for
 * @param asOf the date by which expiry and end of support are judged
 */
public record RuleContext(
    Topology topology, IstioCatalog catalog, RecipientKinds kinds, LocalDate asOf) {}
