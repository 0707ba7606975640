package dev.meshgen.seal.sops.hcvault;

import dev.meshgen.seal.sops.KeyEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A key of a transit engine.
 *
 * @param address of the server
 * @param engine where that is mounted
 * @param name of the key in it
 */
record TransitKey(String address, String engine, String name) {
  static final String API = "/v1/";
  static final String KEYS = "/keys/";
  static final String ADDRESS = "vault_address";
  static final String ENGINE = "engine_path";
  static final String NAME = "key_name";
  static final String CREATED = "created_at";
  static final String ENVELOPE = "enc";

  /** Of a recipient that has no problem. */
  static TransitKey parse(String recipient) {
    int api = recipient.indexOf(API);
    int keys = recipient.lastIndexOf(KEYS);
    return new TransitKey(
        recipient.substring(0, api),
        recipient.substring(api + API.length(), keys),
        recipient.substring(keys + KEYS.length()));
  }

  /** Whom an entry names. */
  static TransitKey of(KeyEntry entry) {
    return new TransitKey(entry.field(ADDRESS), entry.field(ENGINE), entry.field(NAME));
  }

  /** As the spec names it. */
  String recipient() {
    return address + API + engine + KEYS + name;
  }

  /** What was sealed for it. */
  String sealed(KeyEntry entry) {
    return entry.field(ENVELOPE);
  }

  /** An entry of what was sealed for it, as sops writes one. */
  KeyEntry entry(String sealed, Instant at) {
    return new KeyEntry(
        Map.of(
            ADDRESS,
            address,
            ENGINE,
            engine,
            NAME,
            name,
            CREATED,
            at.truncatedTo(ChronoUnit.SECONDS).toString(),
            ENVELOPE,
            sealed));
  }
}
