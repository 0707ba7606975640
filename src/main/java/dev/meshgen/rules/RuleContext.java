package dev.meshgen.rules;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.recipient.RecipientKinds;
import dev.meshgen.topology.Topology;
import java.time.LocalDate;
import java.util.Map;

/**
 * What rules know besides the mesh: what follows from it, and what there is of Istio.
 *
 * @param kinds of recipients that files can be sealed for
 * @param engineAnnotations what engines keep objects with, and the reason to leave it to them
 * @param asOf the date by which expiry and end of support are judged
 */
public record RuleContext(
    Topology topology,
    IstioCatalog catalog,
    RecipientKinds kinds,
    Map<String, String> engineAnnotations,
    LocalDate asOf) {}
