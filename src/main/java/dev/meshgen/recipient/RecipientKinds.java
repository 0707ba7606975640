package dev.meshgen.recipient;

import java.util.List;

/** The kinds of recipients that there are. */
public record RecipientKinds(List<? extends RecipientKind> all) {
  public RecipientKinds {
    all = List.copyOf(all);
  }

  /** The kind of a recipient whose list the schema knows. */
  public RecipientKind of(Recipient recipient) {
    for (RecipientKind kind : all) {
      if (kind.name().equals(recipient.kind())) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of recipients is called " + recipient.kind());
  }
}
