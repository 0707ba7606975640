package dev.meshgen.vault;

import dev.meshgen.bytes.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The members of a JSON object that is sent. Never prints them. */
public final class VaultBody {
  private final Map<String, Object> members = new LinkedHashMap<>();

  /** Without members. */
  public VaultBody() {}

  public VaultBody with(String name, String text) {
    members.put(name, text);
    return this;
  }

  public VaultBody with(String name, boolean flag) {
    members.put(name, flag);
    return this;
  }

  public VaultBody with(String name, int number) {
    members.put(name, number);
    return this;
  }

  /** The secret is not closed: it is the caller's. */
  public VaultBody with(String name, SecretBytes secret) {
    members.put(name, secret);
    return this;
  }

  /** An object below this one. */
  public VaultBody with(String name, VaultBody below) {
    members.put(name, below);
    return this;
  }

  List<SecretBytes> secrets() {
    List<SecretBytes> secrets = new ArrayList<>();
    for (Object value : members.values()) {
      if (value instanceof VaultBody below) {
        secrets.addAll(below.secrets());
      }
      if (value instanceof SecretBytes secret) {
        secrets.add(secret);
      }
    }
    return secrets;
  }

  /** The JSON of a body without secrets. */
  public String text() {
    if (!secrets().isEmpty()) {
      throw new IllegalStateException("a secret would become a text");
    }
    return new String(json(), StandardCharsets.UTF_8);
  }

  /** The JSON, for the caller to overwrite. */
  byte[] json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonFactory factory = JsonFactory.builder().build();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      write(json);
    }
    return out.toByteArray();
  }

  private void write(JsonGenerator json) {
    json.writeStartObject();
    members.forEach((name, value) -> write(json, name, value));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Object value) {
    json.writeName(name);
    if (value instanceof SecretBytes secret) {
      byte[] clear = secret.copy();
      json.writeUTF8String(clear, 0, clear.length);
      Arrays.fill(clear, (byte) 0);
    } else if (value instanceof VaultBody below) {
      below.write(json);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else {
      json.writeString((String) value);
    }
  }

  @Override
  public String toString() {
    return "VaultBody" + members.keySet();
  }
}
