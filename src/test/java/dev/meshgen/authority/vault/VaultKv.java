package dev.meshgen.authority.vault;

import dev.meshgen.authority.vault.VaultEngines.Asked;
import dev.meshgen.authority.vault.VaultEngines.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A KV engine as strict as the real one of version 2: check-and-set, deleted and destroyed
 * versions, metadata with its limits.
 */
final class VaultKv {
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 512;
  private static final int MOST_VALUES = 64;

  private final Map<String, Entry> entries = new TreeMap<>();

  /** One path. */
  private static final class Entry {
    private final List<Map<String, Object>> versions = new ArrayList<>();
    private final Map<Integer, String> deleted = new HashMap<>();
    private final Set<Integer> destroyed = new TreeSet<>();
    private Map<?, ?> custom = Map.of();
    private boolean casRequired;
  }

  /** Whether a request for a path below the mount would create something. */
  boolean creates(Asked asked, String path) {
    String[] parts = path.split("/", 2);
    return asked.writes()
        && Set.of("data", "metadata").contains(parts[0])
        && !entries.containsKey(parts[1]);
  }

  Map<String, ?> answer(Asked asked, String path) {
    String[] parts = path.split("/", 2);
    String key = parts.length == 2 ? parts[1] : "";
    return switch (parts[0]) {
      case "data" -> asked.writes() ? put(asked, key) : get(asked, key);
      case "metadata" ->
          switch (asked.method()) {
            case "LIST" -> list(key);
            case "GET" -> metadata(key);
            case "DELETE" -> remove(key);
            default -> describe(asked, key);
          };
      case "delete" -> delete(asked, key);
      case "destroy" -> destroy(asked, key);
      default -> throw new Refused(404, "unsupported path");
    };
  }

  private static void only(Map<?, ?> fields, String... known) {
    for (Object field : fields.keySet()) {
      if (!Set.of(known).contains(field)) {
        throw new Refused(400, "nothing here reads " + field);
      }
    }
  }

  private Map<String, ?> put(Asked asked, String key) {
    only(asked.fields(), "data", "options");
    if (!(asked.fields().get("data") instanceof Map<?, ?> data)) {
      throw new Refused(400, "no data provided");
    }
    Entry entry = entries.getOrDefault(key, new Entry());
    Map<?, ?> options = (Map<?, ?>) asked.fields().getOrDefault("options", Map.of());
    only(options, "cas");
    if (!options.containsKey("cas") && entry.casRequired) {
      throw new Refused(400, "check-and-set parameter required for this call");
    }
    if (options.containsKey("cas")
        && Integer.parseInt(String.valueOf(options.get("cas"))) != entry.versions.size()) {
      throw new Refused(400, "check-and-set parameter did not match the current version");
    }
    Map<String, Object> kept = new LinkedHashMap<>();
    data.forEach((name, value) -> kept.put(String.valueOf(name), value));
    entry.versions.add(kept);
    entries.put(key, entry);
    return Map.of("data", state(entry, entry.versions.size()));
  }

  private static Map<String, Object> state(Entry entry, int version) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("created_time", "2026-01-15T12:00:00Z");
    state.put("deletion_time", entry.deleted.getOrDefault(version, ""));
    state.put("destroyed", entry.destroyed.contains(version));
    state.put("version", version);
    return state;
  }

  private Map<String, ?> get(Asked asked, String key) {
    Entry entry = entries.get(key);
    int version = entry == null ? 0 : entry.versions.size();
    if (version == 0
        || entry.deleted.containsKey(version)
        || entry.destroyed.contains(version)
        || !asked.method().equals("GET")) {
      throw new Refused(404);
    }
    return Map.of(
        "data", Map.of("data", entry.versions.get(version - 1), "metadata", state(entry, version)));
  }

  private Map<String, ?> list(String folder) {
    String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    Set<String> keys = new TreeSet<>();
    for (String key : entries.keySet()) {
      if (key.startsWith(prefix)) {
        String rest = key.substring(prefix.length());
        int slash = rest.indexOf('/');
        keys.add(slash < 0 ? rest : rest.substring(0, slash + 1));
      }
    }
    if (keys.isEmpty()) {
      throw new Refused(404);
    }
    return Map.of("data", Map.of("keys", List.copyOf(keys)));
  }

  private Map<String, ?> metadata(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw new Refused(404);
    }
    Map<String, Object> versions = new LinkedHashMap<>();
    for (int i = 1; i <= entry.versions.size(); i++) {
      Map<String, Object> state = state(entry, i);
      state.remove("version");
      versions.put(String.valueOf(i), state);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cas_required", entry.casRequired);
    data.put("current_version", entry.versions.size());
    data.put("custom_metadata", entry.custom.isEmpty() ? null : entry.custom);
    data.put("max_versions", 0);
    data.put("versions", versions);
    return Map.of("data", data);
  }

  private Map<String, ?> describe(Asked asked, String key) {
    only(asked.fields(), "cas_required", "custom_metadata");
    Entry entry = entries.getOrDefault(key, new Entry());
    if (asked.fields().get("custom_metadata") instanceof Map<?, ?> custom) {
      if (custom.size() > MOST_VALUES) {
        throw new Refused(400, "payload must contain at most 64 keys, provided " + custom.size());
      }
      custom.forEach(
          (name, value) -> {
            if (!(value instanceof String text)
                || text.length() > LONGEST_VALUE
                || text.isEmpty()
                || text.chars().anyMatch(Character::isISOControl)
                || String.valueOf(name).length() > LONGEST_KEY) {
              throw new Refused(400, "custom_metadata validation failed");
            }
          });
      entry.custom = Map.copyOf(custom);
    }
    entry.casRequired |= Boolean.TRUE.equals(asked.fields().get("cas_required"));
    entries.put(key, entry);
    return Map.of();
  }

  private Map<String, ?> remove(String key) {
    entries.remove(key);
    return Map.of();
  }

  private Map<String, ?> delete(Asked asked, String key) {
    versions(asked).forEach(each -> entries.get(key).deleted.put(each, Instant.now().toString()));
    return Map.of();
  }

  private Map<String, ?> destroy(Asked asked, String key) {
    entries.get(key).destroyed.addAll(versions(asked));
    return Map.of();
  }

  private static List<Integer> versions(Asked asked) {
    return ((List<?>) asked.fields().get("versions"))
        .stream().map(each -> Integer.valueOf(String.valueOf(each))).toList();
  }
}
