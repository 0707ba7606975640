package dev.meshgen.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in {@code --help}, by what one does with them. */
final class CommandGroups {
  /** Commands by the heading above them. */
  static final Map<String, List<String>> ALL = all();

  private static final int NAMES = 14;

  private CommandGroups() {}

  private static Map<String, List<String>> all() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("Write and render a spec", List.of("init", "validate", "render", "publish"));
    groups.put("Review a change", List.of("diff", "why", "graph", "verify", "sign"));
    groups.put(
        "Operate the mesh", List.of("credential", "trust", "rotate", "reseal", "adopt", "upgrade"));
    groups.put("Look something up", List.of("explain", "images", "schema"));
    groups.put("Serve other programs", List.of("plugin", "completion"));
    return groups;
  }

  /** Has the help of the whole program list its commands so. */
  static void list(CommandLine program) {
    program.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    program.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::text);
  }

  private static String text(Help help) {
    StringBuilder text = new StringBuilder();
    int width = help.commandSpec().usageMessage().width();
    ALL.forEach(
        (heading, names) -> {
          TextTable table =
              TextTable.forColumns(
                  help.colorScheme(),
                  new Column(NAMES, 2, Overflow.SPAN),
                  new Column(width - NAMES, 0, Overflow.WRAP));
          for (String name : names) {
            Help each = help.allSubcommands().get(name);
            table.addRowValues(name, each.commandSpec().usageMessage().description()[0]);
          }
          text.append(System.lineSeparator()).append(heading).append(':');
          text.append(System.lineSeparator()).append(table);
        });
    return text.toString();
  }
}
