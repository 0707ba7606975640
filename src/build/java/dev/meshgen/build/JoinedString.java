package dev.meshgen.build;

import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A string of constants and values.
 *
 * @param recipe of {@link java.lang.invoke.StringConcatFactory#makeConcatWithConstants}
 */
record JoinedString(String descriptor, String recipe, List<Object> constants) {
  private static final char VALUE = '\1';
  private static final char CONSTANT = '\2';
  private static final String BUILDER = "java/lang/StringBuilder";

  /** The arguments of a bootstrap. */
  static JoinedString of(String descriptor, Object[] arguments) {
    List<Object> all = List.of(arguments);
    return new JoinedString(descriptor, (String) all.get(0), all.subList(1, all.size()));
  }

  /** Adds a static method that joins. */
  void write(ClassVisitor type, String name) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    MethodVisitor method = type.visitMethod(access, name, descriptor, null, null);
    method.visitCode();
    method.visitTypeInsn(Opcodes.NEW, BUILDER);
    method.visitInsn(Opcodes.DUP);
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
    int locals = append(method);
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
    method.visitInsn(Opcodes.ARETURN);
    // The builder, and a value of two slots.
    method.visitMaxs(3, locals);
    method.visitEnd();
  }

  private int append(MethodVisitor method) {
    Type[] values = Type.getArgumentTypes(descriptor);
    int value = 0;
    int constant = 0;
    int local = 0;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < recipe.length(); i++) {
      char next = recipe.charAt(i);
      if (next == CONSTANT) {
        text.append(constants.get(constant++));
      } else if (next == VALUE) {
        flush(method, text);
        Type type = values[value++];
        method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
        local += type.getSize();
        append(method, appended(type));
      } else {
        text.append(next);
      }
    }
    flush(method, text);
    return local;
  }

  private static void flush(MethodVisitor method, StringBuilder text) {
    if (text.length() > 0) {
      method.visitLdcInsn(text.toString());
      append(method, "Ljava/lang/String;");
      text.setLength(0);
    }
  }

  private static void append(MethodVisitor method, String type) {
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + type + ")L" + BUILDER + ";", false);
  }

  /**
   * For which type of parameter a builder takes a value: an array of characters is an object here.
   */
  private static String appended(Type type) {
    return switch (type.getSort()) {
      case Type.BYTE, Type.SHORT -> "I";
      case Type.ARRAY -> "Ljava/lang/Object;";
      case Type.OBJECT ->
          type.getInternalName().equals("java/lang/String")
              ? type.getDescriptor()
              : "Ljava/lang/Object;";
      default -> type.getDescriptor();
    };
  }
}
