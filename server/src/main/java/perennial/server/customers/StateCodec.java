package perennial.server.customers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.EventType;

/**
 * Entries of the shared cache as bytes: the revision in 16 hexadecimal digits, so that text order
 * is their order; a letter; and for a state the format's number and the fields. Enumerations are
 * written by name.
 */
final class StateCodec {
  static final byte STATE = 'S';
  static final byte UNKNOWN = 'U';

  /** A change to this revision was announced: only states at least as new may follow. */
  static final byte TOMBSTONE = 'T';

  private static final int FORMAT = 1;
  private static final int REVISION_LENGTH = 16;

  private StateCodec() {}

  /** What an entry says; empty for a tombstone and for bytes of another format. */
  record Entry(long revision, Optional<CustomerStates.Known> known) {}

  static byte[] tombstone(long revision) {
    return header(revision, TOMBSTONE).toByteArray();
  }

  static byte[] encode(CustomerStates.Known known) {
    return known.state().map(StateCodec::encode).orElseGet(() -> header(0, UNKNOWN).toByteArray());
  }

  private static byte[] encode(CustomerState state) {
    ByteArrayOutputStream bytes = header(state.revision(), STATE);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeUTF(state.customerId());
      out.writeInt(state.purchaseDays());
      write(out, state.firstPurchaseDay().map(LocalDate::toEpochDay));
      write(out, state.lastPurchaseDay().map(LocalDate::toEpochDay));
      out.writeUTF(state.firstDayValue().toString());
      out.writeUTF(state.repeatValue().toString());
      out.writeUTF(state.unmatched().toString());
      writeTime(out, Optional.of(state.firstEventAt()));
      writeTime(out, Optional.of(state.lastEventAt()));
      writeTime(out, state.firstVisitAt());
      writeTime(out, state.firstPurchaseAt());
      out.writeUTF(state.subscription().name());
      out.writeUTF(state.acquisition().channel());
      out.writeUTF(state.acquisition().device());
      out.writeUTF(state.acquisition().market());
      out.writeUTF(state.acquisition().category());
      out.writeInt(state.events().size());
      for (Map.Entry<EventType, Long> count : state.events().entrySet()) {
        out.writeUTF(count.getKey().name());
        out.writeLong(count.getValue());
      }
      writeTime(out, Optional.of(state.calculatedAt()));
    } catch (IOException e) {
      throw new UncheckedIOException("encoding to memory", e);
    }
    return bytes.toByteArray();
  }

  /** What the bytes say of this customer; of revision -1 when they cannot be read. */
  static Entry decode(String customerId, byte[] bytes) {
    try {
      long revision =
          Long.parseLong(new String(bytes, 0, REVISION_LENGTH, StandardCharsets.US_ASCII), 16);
      return switch (bytes[REVISION_LENGTH]) {
        case TOMBSTONE -> new Entry(revision, Optional.empty());
        case UNKNOWN -> new Entry(revision, Optional.of(CustomerStates.Known.NOTHING));
        case STATE -> state(customerId, revision, bytes);
        default -> new Entry(-1, Optional.empty());
      };
    } catch (IOException | RuntimeException e) { // of other software: read anew, and written over
      return new Entry(-1, Optional.empty());
    }
  }

  private static Entry state(String customerId, long revision, byte[] bytes) throws IOException {
    int from = REVISION_LENGTH + 1;
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from));
    if (in.readByte() != FORMAT || !in.readUTF().equals(customerId)) {
      return new Entry(-1, Optional.empty());
    }
    CustomerState state =
        new CustomerState(
            customerId,
            revision,
            in.readInt(),
            readLong(in).map(LocalDate::ofEpochDay),
            readLong(in).map(LocalDate::ofEpochDay),
            new BigDecimal(in.readUTF()),
            new BigDecimal(in.readUTF()),
            new BigDecimal(in.readUTF()),
            readTime(in).orElseThrow(),
            readTime(in).orElseThrow(),
            readTime(in),
            readTime(in),
            CustomerState.Subscription.valueOf(in.readUTF()),
            new Attributes(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()),
            readEvents(in),
            readTime(in).orElseThrow());
    return new Entry(revision, Optional.of(new CustomerStates.Known(Optional.of(state))));
  }

  private static ByteArrayOutputStream header(long revision, byte kind) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    bytes.writeBytes("%016x".formatted(revision).getBytes(StandardCharsets.US_ASCII));
    bytes.write(kind);
    return bytes;
  }

  private static void write(DataOutputStream out, Optional<Long> value) throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      out.writeLong(value.get());
    }
  }

  private static Optional<Long> readLong(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(in.readLong()) : Optional.empty();
  }

  private static void writeTime(DataOutputStream out, Optional<Instant> time) throws IOException {
    write(out, time.map(Instant::getEpochSecond));
    if (time.isPresent()) {
      out.writeInt(time.get().getNano());
    }
  }

  private static Optional<Instant> readTime(DataInputStream in) throws IOException {
    Optional<Long> seconds = readLong(in);
    return seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds.get(), in.readInt()));
  }

  private static Map<EventType, Long> readEvents(DataInputStream in) throws IOException {
    Map<EventType, Long> events = new EnumMap<>(EventType.class);
    for (int left = in.readInt(); left > 0; left--) {
      events.put(EventType.valueOf(in.readUTF()), in.readLong());
    }
    return events;
  }
}
