package dev.meshgen.rules;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.recipient.RecipientKinds;
import dev.meshgen.topology.Topology;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What rules know besides the mesh: what follows from it, and what there is of Istio.
 *
 * @param kinds of recipients that files can be sealed for
 * @param engineAnnotations what engines keep objects with, and the reason to leave it to them
 * @param changes whether a code is that of a change of the tree, which is judged elsewhere
 * @param asOf the date by which expiry and end of support are judged
 */
public record RuleContext(
    Topology topology,
    IstioCatalog catalog,
    RecipientKinds kinds,
    Map<String, String> engineAnnotations,
    Predicate<String> changes,
    LocalDate asOf) {}
