package perennial.server.grpc;

/** The call needs a key and came without one, or with a wrong one. */
final class Unauthenticated extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unauthenticated() {
    super("this call needs the registry key: metadata 'authorization: Bearer <key>'");
  }
}
