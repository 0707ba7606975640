package dev.meshgen.seal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Starts a process: its standard input is empty, its standard error is ours, so that it can ask for
 * a touch or a passphrase on the terminal.
 */
public final class ProcessCommandRunner implements CommandRunner {
  private static final int MAX_OUTPUT = 1 << 20;

  @Override
  public byte[] run(List<String> command, Map<String, String> environment) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      byte[] output = readAll(process.getInputStream());
      int status = process.waitFor();
      if (status != 0) {
        Arrays.fill(output, (byte) 0);
        throw new IOException("it ended with status " + status);
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    } finally {
      process.destroy();
    }
  }

  private static byte[] readAll(InputStream stream) throws IOException {
    byte[] output = stream.readNBytes(MAX_OUTPUT + 1);
    if (output.length > MAX_OUTPUT) {
      Arrays.fill(output, (byte) 0);
      throw new IOException("it printed more than " + MAX_OUTPUT + " bytes");
    }
    return output;
  }
}
