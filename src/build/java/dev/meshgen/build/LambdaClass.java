package dev.meshgen.build;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The class that a lambda becomes: a field for each captured value, and the one method of its
 * interface, which calls the lambda's body. A member of the nest, as the body is private.
 */
final class LambdaClass {
  /** The static method that makes one, of the descriptor of the call site. */
  static final String FACTORY = "of";

  private static final int HIDDEN = Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
  private static final String OBJECT = "java/lang/Object";
  private static final String ONLY = "ONLY";

  private final String name;
  private final String host;
  private final String method;
  private final String factory;
  private final Type[] captured;
  private final Type erased;
  private final Handle body;
  private final Type typed;

  /**
   * @param factory descriptor of the call site: what is captured, and the interface
   * @param arguments of {@link java.lang.invoke.LambdaMetafactory#metafactory}
   */
  LambdaClass(String name, String host, String method, String factory, Object... arguments) {
    this.name = name;
    this.host = host;
    this.method = method;
    this.factory = factory;
    this.captured = Type.getArgumentTypes(factory);
    this.erased = (Type) arguments[0];
    this.body = (Handle) arguments[1];
    this.typed = (Type) arguments[2];
  }

  byte[] write(int version) {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String[] interfaces = {Type.getReturnType(factory).getInternalName()};
    type.visit(version, HIDDEN | Opcodes.ACC_SUPER, name, null, OBJECT, interfaces);
    type.visitNestHost(host);
    for (int i = 0; i < captured.length; i++) {
      type.visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
              field(i),
              captured[i].getDescriptor(),
              null,
              null)
          .visitEnd();
    }
    constructor(type);
    factory(type);
    call(type);
    type.visitEnd();
    return type.toByteArray();
  }

  private static String field(int index) {
    return "c" + index;
  }

  private String constructed() {
    return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
  }

  private void constructor(ClassWriter type) {
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PRIVATE, "<init>", constructed(), null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    int local = 1;
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), local);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), captured[i].getDescriptor());
      local += captured[i].getSize();
    }
    end(code, Opcodes.RETURN);
  }

  /** One that captures nothing exists once, as the JVM does it. */
  private void factory(ClassWriter type) {
    if (captured.length == 0) {
      only(type);
    }
    MethodVisitor code = type.visitMethod(Opcodes.ACC_STATIC, FACTORY, factory, null, null);
    code.visitCode();
    if (captured.length == 0) {
      code.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, "L" + name + ";");
    } else {
      code.visitTypeInsn(Opcodes.NEW, name);
      code.visitInsn(Opcodes.DUP);
      int local = 0;
      for (Type value : captured) {
        code.visitVarInsn(value.getOpcode(Opcodes.ILOAD), local);
        local += value.getSize();
      }
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructed(), false);
    }
    end(code, Opcodes.ARETURN);
  }

  private void only(ClassWriter type) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    type.visitField(access, ONLY, "L" + name + ";", null, null).visitEnd();
    MethodVisitor code = type.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
    code.visitFieldInsn(Opcodes.PUTSTATIC, name, ONLY, "L" + name + ";");
    end(code, Opcodes.RETURN);
  }

  private void call(ClassWriter type) {
    MethodVisitor code =
        type.visitMethod(Opcodes.ACC_PUBLIC, method, erased.getDescriptor(), null, null);
    code.visitCode();
    boolean constructs = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    if (constructs) {
      code.visitTypeInsn(Opcodes.NEW, body.getOwner());
      code.visitInsn(Opcodes.DUP);
    }
    Type[] wanted = parameters();
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, field(i), captured[i].getDescriptor());
      Conversion.convert(code, captured[i], captured[i], wanted[i]);
    }
    Type[] given = erased.getArgumentTypes();
    Type[] known = typed.getArgumentTypes();
    int local = 1;
    for (int i = 0; i < given.length; i++) {
      code.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), local);
      Conversion.convert(code, given[i], known[i], wanted[captured.length + i]);
      local += given[i].getSize();
    }
    code.visitMethodInsn(
        opcode(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
    Type result =
        constructs ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc());
    Conversion.convert(code, result, result, erased.getReturnType());
    end(code, erased.getReturnType().getOpcode(Opcodes.IRETURN));
  }

  /** What the body takes, its receiver included. */
  private Type[] parameters() {
    Type[] declared = Type.getArgumentTypes(body.getDesc());
    if (body.getTag() == Opcodes.H_INVOKESTATIC || body.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      return declared;
    }
    Type[] all = new Type[declared.length + 1];
    all[0] = Type.getObjectType(body.getOwner());
    System.arraycopy(declared, 0, all, 1, declared.length);
    return all;
  }

  private int opcode() {
    return switch (body.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
      case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
      // A private method of the class with the lambda, never one of its parent.
      case Opcodes.H_INVOKESPECIAL ->
          body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
      default -> throw new IllegalStateException(name + " refers to " + body);
    };
  }

  private static void end(MethodVisitor code, int returning) {
    code.visitInsn(returning);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
