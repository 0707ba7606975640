package dev.meshgen.build;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A class whose lambdas and joined strings are linked. */
final class LinkedClass extends ClassVisitor {
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
  private static final String STRINGS = "java/lang/invoke/StringConcatFactory";

  private final ClassWriter writer;
  private final Map<String, byte[]> lambdas = new LinkedHashMap<>();
  private final Map<JoinedString, String> joined = new LinkedHashMap<>();
  private int version;
  private String name;
  private String host;
  private boolean isInterface;

  private LinkedClass(ClassWriter writer) {
    super(Opcodes.ASM9, writer);
    this.writer = writer;
  }

  static LinkedClass of(byte[] content) {
    ClassReader reader = new ClassReader(content);
    LinkedClass linked = new LinkedClass(new ClassWriter(reader, 0));
    reader.accept(linked, 0);
    return linked;
  }

  byte[] content() {
    return writer.toByteArray();
  }

  /** Internal names of the classes that lambdas became, and their contents. */
  Map<String, byte[]> lambdas() {
    return lambdas;
  }

  /** Internal name of the host of its nest. */
  String host() {
    return host;
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    super.visit(version, access, name, signature, parent, interfaces);
    this.version = version;
    this.name = name;
    this.host = name;
    this.isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
  }

  @Override
  public void visitNestHost(String host) {
    super.visitNestHost(host);
    this.host = host;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
    return version < Opcodes.V11 ? next : new LinkedMethod(next);
  }

  @Override
  public void visitEnd() {
    joined.forEach((string, method) -> string.write(cv, method));
    super.visitEnd();
  }

  private final class LinkedMethod extends MethodVisitor {
    LinkedMethod(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String called, String descriptor, Handle bootstrap, Object... arguments) {
      if (bootstrap.getOwner().equals(LAMBDAS) && bootstrap.getName().equals("metafactory")) {
        String type = name + "$$Lambda" + lambdas.size();
        lambdas.put(
            type, new LambdaClass(type, host, called, descriptor, arguments).write(version));
        super.visitMethodInsn(Opcodes.INVOKESTATIC, type, LambdaClass.FACTORY, descriptor, false);
      } else if (bootstrap.getOwner().equals(STRINGS)
          && bootstrap.getName().equals("makeConcatWithConstants")) {
        String method =
            joined.computeIfAbsent(
                JoinedString.of(descriptor, arguments), string -> "join$" + joined.size());
        super.visitMethodInsn(Opcodes.INVOKESTATIC, name, method, descriptor, isInterface);
      } else {
        super.visitInvokeDynamicInsn(called, descriptor, bootstrap, arguments);
      }
    }
  }
}
