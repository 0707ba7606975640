package dev.meshgen.recipient;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The files in which a spec has public keys of recipients.
 *
 * @param searched of kinds whose recipients are found in a file by their own name: a fingerprint
 * @param named the file of one recipient; its share is {@link Recipient.Share#WHOLE}
 */
public record PublicKeyFiles(List<Path> searched, Map<Recipient, Path> named) {
  public static final PublicKeyFiles NONE = new PublicKeyFiles(List.of(), Map.of());

  public PublicKeyFiles {
    searched = List.copyOf(searched);
    named = Map.copyOf(named);
  }

  /** Those that are relative, in a folder. */
  public PublicKeyFiles in(Path folder) {
    UnaryOperator<Path> place = folder::resolve;
    Map<Recipient, Path> placed = new TreeMap<>();
    named.forEach((recipient, file) -> placed.put(recipient, place.apply(file)));
    return new PublicKeyFiles(searched.stream().map(place).toList(), placed);
  }

  /** The file of a recipient, whatever it opens. */
  public Optional<Path> of(Recipient recipient) {
    return Optional.ofNullable(named.get(recipient.whole()));
  }
}
