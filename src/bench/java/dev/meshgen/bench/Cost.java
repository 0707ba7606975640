package dev.meshgen.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What a process took, in milliseconds: by the clock, and of all cores together. */
record Cost(double wall, double cpu) {
  Cost minus(Cost other) {
    return new Cost(wall - other.wall, cpu - other.cpu);
  }

  /** Round by round, so that a slow moment of the machine is in both. */
  static List<Cost> differences(List<Cost> costs, List<Cost> others) {
    return IntStream.range(0, costs.size())
        .mapToObj(round -> costs.get(round).minus(others.get(round)))
        .toList();
  }

  /** The median of each, independently. */
  static Cost median(List<Cost> costs) {
    return new Cost(median(costs, Cost::wall), median(costs, Cost::cpu));
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
    Samples samples = new Samples();
    costs.forEach(cost -> samples.add(part.applyAsDouble(cost)));
    return samples.median();
  }
}
