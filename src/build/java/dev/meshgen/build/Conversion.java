package dev.meshgen.build;

import java.util.List;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What a lambda does to a value between its interface and its body, as {@link
 * java.lang.invoke.LambdaMetafactory} states: widen, box, unbox, cast, or forget.
 */
final class Conversion {
  private static final Map<Type, String> WRAPPERS =
      Map.of(
          Type.BOOLEAN_TYPE, "java/lang/Boolean",
          Type.BYTE_TYPE, "java/lang/Byte",
          Type.CHAR_TYPE, "java/lang/Character",
          Type.SHORT_TYPE, "java/lang/Short",
          Type.INT_TYPE, "java/lang/Integer",
          Type.LONG_TYPE, "java/lang/Long",
          Type.FLOAT_TYPE, "java/lang/Float",
          Type.DOUBLE_TYPE, "java/lang/Double");

  /** From what on the JVM keeps it in another form. */
  private static final List<Type> WIDER =
      List.of(Type.INT_TYPE, Type.LONG_TYPE, Type.FLOAT_TYPE, Type.DOUBLE_TYPE);

  private static final int[][] WIDENING = {
    {Opcodes.NOP, Opcodes.I2L, Opcodes.I2F, Opcodes.I2D},
    {Opcodes.NOP, Opcodes.NOP, Opcodes.L2F, Opcodes.L2D},
    {Opcodes.NOP, Opcodes.NOP, Opcodes.NOP, Opcodes.F2D},
    {Opcodes.NOP, Opcodes.NOP, Opcodes.NOP, Opcodes.NOP}
  };

  private Conversion() {}

  /**
   * Converts the value on the stack.
   *
   * @param from its type there
   * @param known what it is in fact, by the type arguments of the interface
   */
  static void convert(MethodVisitor code, Type from, Type known, Type to) {
    if (to.equals(Type.VOID_TYPE)) {
      if (from.getSize() > 0) {
        code.visitInsn(from.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
      }
    } else if (isPrimitive(from) && isPrimitive(to)) {
      widen(code, from, to);
    } else if (isPrimitive(from)) {
      String wrapper = WRAPPERS.get(from);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          wrapper,
          "valueOf",
          "(" + from.getDescriptor() + ")L" + wrapper + ";",
          false);
    } else if (isPrimitive(to)) {
      Type unboxed = unboxed(known, to);
      String wrapper = WRAPPERS.get(unboxed);
      cast(code, from, Type.getObjectType(wrapper));
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          wrapper,
          unboxed.getClassName() + "Value",
          "()" + unboxed.getDescriptor(),
          false);
      widen(code, unboxed, to);
    } else {
      cast(code, from, to);
    }
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }

  /** A wrapper names its primitive; of anything else, such as a type variable, the target does. */
  private static Type unboxed(Type known, Type to) {
    for (Map.Entry<Type, String> wrapper : WRAPPERS.entrySet()) {
      if (known.getSort() == Type.OBJECT && known.getInternalName().equals(wrapper.getValue())) {
        return wrapper.getKey();
      }
    }
    return to;
  }

  private static void widen(MethodVisitor code, Type from, Type to) {
    int widening = WIDENING[width(from)][width(to)];
    if (widening != Opcodes.NOP) {
      code.visitInsn(widening);
    }
  }

  private static int width(Type type) {
    return Math.max(0, WIDER.indexOf(type));
  }

  private static void cast(MethodVisitor code, Type from, Type to) {
    if (!to.equals(from) && !to.getInternalName().equals("java/lang/Object")) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }
}
