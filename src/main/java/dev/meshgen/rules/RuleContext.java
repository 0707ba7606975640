package dev.meshgen.rules;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.recipient.RecipientKinds;
import java.time.LocalDate;

/**
 * What rules know besides the mesh.
 *
 * @param kinds of recipients that files can be sealed for
 * @param asOf the date by which expiry and end of support are judged
 */
public record RuleContext(IstioCatalog catalog, RecipientKinds kinds, LocalDate asOf) {}
