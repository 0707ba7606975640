package dev.meshgen.authority;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.util.List;

/** Says that a certificate can be used, and yet is not what was asked for. */
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
        .expecting("what the request says, valid for trust.intermediate.validity")
        .hinting("istiod accepts it as it is; if it is not intended, " + way);
  }
}
