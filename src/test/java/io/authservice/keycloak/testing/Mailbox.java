package io.authservice.keycloak.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server (RFC 5321) on localhost that takes whatever it is sent. */
public final class Mailbox implements AutoCloseable {
  private static final Pattern LINK =
      Pattern.compile("https?://[^\\s\"<>]+action-token[^\\s\"<>]+");

  private final ServerSocket socket;
  private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();

  private Mailbox(ServerSocket socket) {
    this.socket = socket;
  }

  public static Mailbox open() {
    try {
      Mailbox mailbox = new Mailbox(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
      Thread receiver = new Thread(mailbox::receive, "mailbox");
      receiver.setDaemon(true);
      receiver.start();
      return mailbox;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The realm's setting {@code smtpServer} that leads its mails here. */
  public Map<String, String> server() {
    return serverAt(socket.getLocalPort());
  }

  /** The same for a port of localhost. */
  public static Map<String, String> serverAt(int port) {
    return Map.of("host", "127.0.0.1", "port", Integer.toString(port), "from", "auth@example.com");
  }

  /** Waits for a mail and takes the link of its action out of it. */
  public String link() {
    String mail = mail();
    Matcher link = LINK.matcher(mail);
    if (!link.find()) {
      throw new AssertionError("no link in " + mail);
    }
    return link.group().replace("&amp;", "&");
  }

  /** Waits for a mail; its parts are legible as far as they are in ASCII. */
  public String mail() {
    try {
      // Quoted-printable (RFC 2045): soft line breaks, and the equals sign.
      return String.valueOf(mails.poll(30, TimeUnit.SECONDS))
          .replace("=\n", "")
          .replace("=3D", "=");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** How many have come that nobody has taken. */
  public int waiting() {
    return mails.size();
  }

  private void receive() {
    while (!socket.isClosed()) {
      try (Socket sender = socket.accept()) {
        talk(sender);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void talk(Socket sender) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(sender.getInputStream(), StandardCharsets.US_ASCII));
    PrintStream out = new PrintStream(sender.getOutputStream(), true, StandardCharsets.US_ASCII);
    out.print("220 mailbox\r\n");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("DATA")) {
        out.print("354 go on\r\n");
        mails.add(data(in));
      }
      out.print(line.equals("QUIT") ? "221 bye\r\n" : "250 ok\r\n");
    }
  }

  private static String data(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
