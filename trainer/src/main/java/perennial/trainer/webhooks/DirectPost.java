package perennial.trainer.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST over HTTP/1.1, on a connection of its own to an address that is given: where the name in
 * its URL leads meanwhile does not matter, but over TLS the receiver must prove that name. Of the
 * answer only the status is read. For one thread, but for {@link #close}, by which another one ends
 * what takes too long.
 */
final class DirectPost implements AutoCloseable {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
  private static final int MAX_HEAD = 16 * 1024;
  private static final int MAX_DRAINED = 64 * 1024;
  private static final int DRAIN_MILLIS = 500;

  private final URI uri;
  private final Socket plain = new Socket(Proxy.NO_PROXY);

  /** What is spoken over: the plain one, or TLS over it. */
  private Socket connection = plain;

  /** Bytes of the answer's head. */
  private int read;

  DirectPost(URI uri) {
    this.uri = uri;
  }

  /** Connects; over TLS only to who proves to be the host of the URL. */
  void connect(InetAddress address, Duration timeout, SSLSocketFactory tls) throws IOException {
    boolean secure = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    plain.setTcpNoDelay(true);
    plain.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
    if (!secure) {
      return;
    }
    String host = HostNames.withoutBrackets(uri.getHost());
    SSLSocket over = (SSLSocket) tls.createSocket(plain, host, port, true);
    SSLParameters parameters = over.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    over.setSSLParameters(parameters);
    over.startHandshake();
    connection = over;
  }

  /** Sends the message and returns the status of the answer. */
  int send(Map<String, String> headers, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    OutputStream out = connection.getOutputStream();
    out.write(head(headers, content.length).getBytes(StandardCharsets.US_ASCII));
    out.write(content);
    out.flush();
    InputStream in = connection.getInputStream();
    int status = status(in);
    drain(in);
    return status;
  }

  private String head(Map<String, String> headers, int length) {
    StringBuilder head = new StringBuilder();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    head.append("POST ").append(path);
    if (uri.getRawQuery() != null) {
      head.append('?').append(uri.getRawQuery());
    }
    head.append(" HTTP/1.1\r\nhost: ").append(uri.getHost());
    if (uri.getPort() >= 0) {
      head.append(':').append(uri.getPort());
    }
    head.append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("content-length: " + length + "\r\nconnection: close\r\n\r\n").toString();
  }

  /** Of the answer itself, past those that only say that it is on its way. */
  private int status(InputStream in) throws IOException {
    while (true) {
      String line = line(in);
      Matcher matcher = STATUS.matcher(line);
      if (!matcher.matches()) {
        throw new ProtocolException("the answer is not HTTP");
      }
      int status = Integer.parseInt(matcher.group(1));
      if (status >= 200) {
        return status;
      }
      while (!line.isEmpty()) {
        line = line(in);
      }
    }
  }

  private String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new ProtocolException("the connection ended before an answer");
      }
      if (++read > MAX_HEAD) {
        throw new ProtocolException("the head of the answer is too long");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  /** Takes a short rest, so that the receiver is not told of a broken connection. */
  private void drain(InputStream in) {
    byte[] rest = new byte[4096];
    long end = System.nanoTime() + DRAIN_MILLIS * 1_000_000L;
    try {
      connection.setSoTimeout(DRAIN_MILLIS);
      for (int taken = 0, n = 0; n >= 0 && taken < MAX_DRAINED; taken += n) {
        if (System.nanoTime() - end > 0) {
          return;
        }
        n = in.read(rest);
      }
    } catch (IOException e) {
      return; // the answer is known: what came after it does not matter
    }
  }

  /** Without a farewell over TLS, which would wait for whoever writes. */
  @Override
  public void close() throws IOException {
    plain.close();
  }
}
