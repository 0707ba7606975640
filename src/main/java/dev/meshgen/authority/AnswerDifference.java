package dev.meshgen.authority;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.util.List;

/** Warns that a usable certificate differs from its request. */
public final class AnswerDifference {
  private AnswerDifference() {}

  /**
   * {@link Code#ANSWER_DIFFERS}.
   *
   * @param at who answered
   * @param differences in words, each a clause
   * @param way to one that is as it was asked for, as an infinitive without "to"
   */
  public static Diagnostic of(Span at, String cluster, List<String> differences, String way) {
    return Diagnostic.of(
            Code.ANSWER_DIFFERS,
            at,
            "the certificate for \""
                + cluster
                + "\" differs from its request: "
                + String.join("; ", differences))
        .concerning(cluster)
        .expecting("the requested certificate, valid for trust.intermediate.validity")
        .hinting("istiod accepts it as it is; if that was not intended, " + way);
  }
}
