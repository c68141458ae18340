package perennial.server.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A way to a server that can stall, be cut in the middle of an answer, or be closed. */
public final class FaultyProxy implements AutoCloseable {
  private static final int ABOUT_A_ROW = 40;
  private static final long SLOW_NANOS = 50_000_000;

  private final ServerSocket listening;
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Fault fault = Fault.NONE; // guarded by lock

  /** What the way does. */
  public enum Fault {
    NONE,
    /** Connections are taken, and nothing comes through either way. */
    STALLED,
    /** Whatever comes through, either way, takes 50 ms. */
    SLOW,
    /** Every answer is cut in its middle by a reset. */
    CUT,
    /** No connection is taken, and the open ones are reset. */
    CLOSED
  }

  public FaultyProxy(int port) throws IOException {
    this.target = new InetSocketAddress("127.0.0.1", port);
    this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    var unused = Thread.ofVirtual().name("faulty-proxy").start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  public void set(Fault next) {
    lock.lock();
    try {
      fault = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (next == Fault.CLOSED) {
      open.forEach(FaultyProxy::reset);
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        open.add(client);
        if (current() == Fault.CLOSED) {
          reset(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new IllegalStateException("the proxy takes no more connections", e);
        }
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    try {
      server.connect(target, 2_000);
    } catch (IOException e) { // the server behind is gone: so is the way
      reset(client);
      return;
    }
    open.add(server);
    var request = Thread.ofVirtual().start(() -> pump(client, server, false));
    var answer = Thread.ofVirtual().start(() -> pump(server, client, true));
  }

  private void pump(Socket from, Socket to, boolean answer) {
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        Fault now = awaitWay();
        if (answer && now == Fault.CUT) {
          out.write(buffer, 0, Math.min(n, ABOUT_A_ROW));
          out.flush();
          break;
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // One end is gone: the other one learns it below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reset(from);
      reset(to);
    }
  }

  private Fault awaitWay() throws InterruptedException {
    lock.lock();
    try {
      while (fault == Fault.STALLED) {
        changed.await();
      }
      long left = fault == Fault.SLOW ? SLOW_NANOS : 0;
      while (left > 0 && fault == Fault.SLOW) {
        left = changed.awaitNanos(left);
      }
      return fault;
    } finally {
      lock.unlock();
    }
  }

  private Fault current() {
    lock.lock();
    try {
      return fault;
    } finally {
      lock.unlock();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was closed before.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    set(Fault.CLOSED);
  }
}
