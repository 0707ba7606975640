package dev.meshgen.seal.sops;

import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What sealing may ask for beside randomness. Safe for use by several threads. */
public final class SealingContext {
  /** None: only for kinds that need no help. */
  public static final SealingContext NONE =
      new SealingContext(
          Surroundings.NONE, new UserSops(Surroundings.NONE), PublicKeyFiles.NONE, Map.of());

  private final Surroundings surroundings;
  private final UserSops sops;
  private final PublicKeyFiles keyFiles;
  private final Map<String, AskedService> services;
  private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();

  SealingContext(
      Surroundings surroundings,
      UserSops sops,
      PublicKeyFiles keyFiles,
      Map<String, AskedService> services) {
    this.services = services;
    this.surroundings = surroundings;
    this.sops = sops;
    this.keyFiles = keyFiles;
  }

  /** The user's own. */
  UserSops sops() {
    return sops;
  }

  /** Where programs and files are found. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** What asks the service of a recipient, if that is done here. */
  Optional<AskedService> service(Recipient recipient) {
    return Optional.ofNullable(services.get(recipient.kind()))
        .filter(service -> service.serves(recipient.text()));
  }

  /** Whether data keys are wrapped for it without the user's sops. */
  boolean sealHere(Recipient recipient) {
    return KeyWrapper.sealsHere(recipient, keyFiles) || service(recipient).isPresent();
  }

  /** Files with public keys. */
  public PublicKeyFiles keyFiles() {
    return keyFiles;
  }

  /** What a kind of keys makes at its first use, and keeps for the next. */
  public <T> T once(Class<T> type, Supplier<T> maker) {
    return type.cast(made.computeIfAbsent(type, ignored -> maker.get()));
  }
}
