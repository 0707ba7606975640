package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.Rendering;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;
import tools.jackson.databind.JsonNode;

/** A health check of the prerequisites, run with the libraries that Argo CD gives it. */
final class HealthScript {
  private final String lua;

  private HealthScript(String lua) {
    this.lua = lua;
  }

  /** What it says of an object. */
  record Verdict(String status, String message) {}

  /** The script for a kind, in the patch that has it. */
  static HealthScript of(Rendering rendering, String patch, String kind) {
    String key = "resource.customizations.health." + kind;
    JsonNode data = rendering.yaml("argocd/prerequisites/" + patch + ".yaml").path("data");
    assertThat(data.has(key)).as(key).isTrue();
    return new HealthScript(data.path(key).asString());
  }

  Verdict judge(JsonNode object) {
    Globals globals = new Globals();
    globals.load(new BaseLib());
    globals.load(new PackageLib());
    globals.load(new TableLib());
    LoadState.install(globals);
    LuaC.install(globals);
    globals.set("obj", value(object));
    LuaValue verdict = globals.load(lua, "health").call();
    return new Verdict(verdict.get("status").checkjstring(), verdict.get("message").tojstring());
  }

  private static LuaValue value(JsonNode node) {
    if (node.isObject()) {
      LuaTable table = new LuaTable();
      node.properties().forEach(entry -> table.set(entry.getKey(), value(entry.getValue())));
      return table;
    }
    if (node.isArray()) {
      LuaTable table = new LuaTable();
      node.forEach(entry -> table.set(table.length() + 1, value(entry)));
      return table;
    }
    if (node.isBoolean()) {
      return LuaValue.valueOf(node.asBoolean());
    }
    if (node.isNumber()) {
      return LuaValue.valueOf(node.asDouble());
    }
    return node.isNull() ? LuaValue.NIL : LuaValue.valueOf(node.asString());
  }
}
