package dev.meshgen.rules;

import dev.meshgen.istio.IstioCatalog;
import java.time.LocalDate;

/**
 * What rules may know besides the mesh.
 *
 * @param asOf the day that warnings about expiry and support speak of
 */
public record RuleContext(IstioCatalog catalog, LocalDate asOf) {}
