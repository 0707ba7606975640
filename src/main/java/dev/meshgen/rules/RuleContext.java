package dev.meshgen.rules;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.recipient.RecipientKinds;
import java.time.LocalDate;

/**
 * What rules may know besides the mesh.
 *
 * @param kinds of recipients that files can be sealed for
 * @param asOf the day that warnings about expiry and support speak of
 */
public record RuleContext(IstioCatalog catalog, RecipientKinds kinds, LocalDate asOf) {}
