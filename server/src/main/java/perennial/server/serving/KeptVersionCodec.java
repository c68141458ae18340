package perennial.server.serving;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.model.CustomerHistory;
import perennial.model.GoldenPrediction;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.model.Traits;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Deployment;

/**
 * Kept versions as bytes: a mark, the format's number, the fields, and the SHA-256 of all that. The
 * hash is checked before anything is read, so a torn or changed file is refused whole.
 */
final class KeptVersionCodec {
  private static final int MARK = 0x504C4B47; // "PLKG"
  private static final int FORMAT = 3;

  /** The champion alone was kept. */
  private static final int FORMAT_OF_ONE_VERSION = 2;

  /** Goldens had no traits. */
  private static final int FORMAT_WITHOUT_TRAITS = 1;

  private static final int HASH_BYTES = 32;

  private KeptVersionCodec() {}

  static byte[] encode(KeptDeployment kept) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeInt(FORMAT);
      write(out, kept.deployment());
      out.writeInt(kept.versions().size());
      for (KeptVersion version : kept.versions()) {
        out.writeLong(version.number());
        write(out, version);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("encoding to memory", e);
    }
    byte[] hash = sha256(bytes.toByteArray(), bytes.size());
    bytes.writeBytes(hash);
    return bytes.toByteArray();
  }

  /**
   * @throws ArtifactCorrupted when the bytes are not exactly what was written, or of another format
   */
  static KeptDeployment decode(byte[] bytes) {
    int length = bytes.length - HASH_BYTES;
    if (length < 0
        || !MessageDigest.isEqual(
            sha256(bytes, length), Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new ArtifactCorrupted("the kept version's hash does not fit its bytes");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      int mark = in.readInt();
      int format = in.readInt();
      if (mark != MARK || format < FORMAT_WITHOUT_TRAITS || format > FORMAT) {
        throw new ArtifactCorrupted("the kept version is of a format unknown here");
      }
      Deployment deployment = readDeployment(in);
      boolean one = format <= FORMAT_OF_ONE_VERSION;
      int versions = one ? 1 : in.readInt();
      List<KeptVersion> read = new ArrayList<>();
      for (int i = 0; i < versions; i++) {
        read.add(readVersion(in, one ? deployment.championVersion() : in.readLong(), format));
      }
      return new KeptDeployment(deployment, read);
    } catch (IOException | IllegalArgumentException e) {
      throw new ArtifactCorrupted("the kept version cannot be decoded", e);
    }
  }

  private static void write(DataOutputStream out, KeptVersion version) throws IOException {
    out.writeUTF(version.artifactSha256());
    out.writeInt(version.artifact().length);
    out.write(version.artifact());
    out.writeInt(version.goldens().size());
    for (GoldenPrediction golden : version.goldens()) {
      write(out, golden);
    }
  }

  private static KeptVersion readVersion(DataInputStream in, long number, int format)
      throws IOException {
    String sha256 = in.readUTF();
    byte[] artifact = in.readNBytes(in.readInt());
    int count = in.readInt();
    List<GoldenPrediction> goldens = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      goldens.add(readGolden(in, format));
    }
    return new KeptVersion(number, sha256, artifact, List.copyOf(goldens));
  }

  private static void write(DataOutputStream out, Deployment d) throws IOException {
    out.writeUTF(d.model());
    out.writeLong(d.sequence());
    out.writeLong(d.championVersion());
    out.writeLong(d.challengerVersion().orElse(0));
    out.writeDouble(d.challengerShare());
    out.writeLong(d.shadowVersion().orElse(0));
    out.writeUTF(d.actor());
    out.writeUTF(d.reason());
    out.writeLong(d.deployedAt().getEpochSecond());
    out.writeInt(d.deployedAt().getNano());
  }

  private static Deployment readDeployment(DataInputStream in) throws IOException {
    return new Deployment(
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        version(in.readLong()),
        in.readDouble(),
        version(in.readLong()),
        in.readUTF(),
        in.readUTF(),
        Instant.ofEpochSecond(in.readLong(), in.readInt()));
  }

  private static OptionalLong version(long number) {
    return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static void write(DataOutputStream out, GoldenPrediction golden) throws IOException {
    CustomerHistory history = golden.history();
    out.writeInt(history.repeatPurchases());
    out.writeDouble(history.recency());
    out.writeDouble(history.age());
    out.writeDouble(history.meanSpend());
    write(out, history.traits());
    out.writeInt(golden.horizons().count());
    for (int i = 0; i < golden.horizons().count(); i++) {
      out.writeInt(golden.horizons().days(i));
    }
    Prediction expected = golden.expected();
    out.writeDouble(expected.probabilityAlive());
    out.writeDouble(expected.expectedSpend());
    out.writeInt(expected.horizons().size());
    for (HorizonPrediction horizon : expected.horizons()) {
      out.writeInt(horizon.horizonDays());
      out.writeDouble(horizon.expectedPurchases());
      out.writeDouble(horizon.clv());
    }
  }

  private static GoldenPrediction readGolden(DataInputStream in, int format) throws IOException {
    CustomerHistory history =
        new CustomerHistory(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble());
    if (format != FORMAT_WITHOUT_TRAITS) {
      history = history.with(readTraits(in));
    }
    int[] days = new int[in.readInt()];
    for (int i = 0; i < days.length; i++) {
      days[i] = in.readInt();
    }
    double alive = in.readDouble();
    double spend = in.readDouble();
    int count = in.readInt();
    List<HorizonPrediction> horizons = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      horizons.add(new HorizonPrediction(in.readInt(), in.readDouble(), in.readDouble()));
    }
    return new GoldenPrediction(
        history, Horizons.ofDays(days), new Prediction(alive, spend, List.copyOf(horizons)));
  }

  private static void write(DataOutputStream out, Traits traits) throws IOException {
    out.writeUTF(traits.group());
    out.writeInt(traits.covariates().size());
    for (Map.Entry<String, Double> covariate : traits.covariates().entrySet()) {
      out.writeUTF(covariate.getKey());
      out.writeDouble(covariate.getValue());
    }
  }

  private static Traits readTraits(DataInputStream in) throws IOException {
    String group = in.readUTF();
    int count = in.readInt();
    SortedMap<String, Double> covariates = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      covariates.put(in.readUTF(), in.readDouble());
    }
    return new Traits(covariates, group);
  }

  private static byte[] sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
