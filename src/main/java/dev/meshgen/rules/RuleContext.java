package dev.meshgen.rules;

import dev.meshgen.istio.IstioCatalog;
import java.time.LocalDate;

/**
 * What rules know besides the mesh.
 *
 * @param asOf the date by which expiry and end of support are judged
 */
public record RuleContext(IstioCatalog catalog, LocalDate asOf) {}
