package dev.meshgen.upgrade;

import java.util.List;

/**
 * Something a person makes sure of between two steps, with commands; meshgen runs none.
 *
 * @param purpose a sentence without its period
 */
public record ManualCheck(String purpose, List<String> commands) {
  public ManualCheck {
    commands = List.copyOf(commands);
  }
}
