package perennial.trainer.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver that answers with whatever bytes a test wants. Reads heads, and not what follows. */
final class RawReceiver implements AutoCloseable {
  /** Says the answer. */
  interface Behaviour {
    void answer(OutputStream out) throws IOException;
  }

  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile String head = "";

  private RawReceiver(ServerSocket listening) {
    this.listening = listening;
  }

  static RawReceiver on(String address, int port, Behaviour behaviour) throws IOException {
    RawReceiver receiver = listening(address, port);
    receiver.accept(socket -> {
      receiver.head = readHead(socket.getInputStream());
      behaviour.answer(socket.getOutputStream());
      socket.close();
    });
    return receiver;
  }

  static RawReceiver thatNeverReads() throws IOException {
    RawReceiver receiver = listening("127.0.0.1", 0);
    receiver.accept(socket -> {});
    return receiver;
  }

  private static RawReceiver listening(String address, int port) throws IOException {
    ServerSocket listening = new ServerSocket();
    listening.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    return new RawReceiver(listening);
  }

  private interface Conversation {
    void with(Socket socket) throws IOException;
  }

  private void accept(Conversation conversation) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (true) {
              Socket socket = listening.accept();
              connections.incrementAndGet();
              open.add(socket);
              Thread.ofPlatform().daemon().start(() -> talk(conversation, socket));
            }
          } catch (IOException e) {
            return; // closed: the test is over
          }
        });
  }

  private static void talk(Conversation conversation, Socket socket) {
    try {
      conversation.with(socket);
    } catch (IOException e) {
      return; // cut off by the sender, as it should
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.append((char) c);
    }
    return head.toString();
  }

  int port() {
    return listening.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:%d/hook".formatted(port());
  }

  /** How often somebody connected. */
  int connections() {
    return connections.get();
  }

  /** Of the latest request, with its empty line. */
  String head() {
    return head;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
