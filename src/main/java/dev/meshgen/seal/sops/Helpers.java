package dev.meshgen.seal.sops;

import dev.meshgen.recipient.PublicKeyFiles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What sealing may ask for beside randomness. Safe for use by several threads. */
public final class Helpers {
  /** None: only for kinds that need no help. */
  public static final Helpers NONE =
      new Helpers(Surroundings.NONE, new UserSops(Surroundings.NONE), PublicKeyFiles.NONE);

  private final Surroundings surroundings;
  private final UserSops sops;
  private final PublicKeyFiles keyFiles;
  private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();

  Helpers(Surroundings surroundings, UserSops sops, PublicKeyFiles keyFiles) {
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

  /** Files with public keys. */
  public PublicKeyFiles keyFiles() {
    return keyFiles;
  }

  /** What a kind of keys makes at its first use, and keeps for the next. */
  public <T> T once(Class<T> type, Supplier<T> maker) {
    return type.cast(made.computeIfAbsent(type, ignored -> maker.get()));
  }
}
