package perennial.registry.scheduling;

/** Hears whether the database can be reached. */
public interface Reachability {
  /** It could not be reached. */
  void missed(Exception failure);

  /** It answered. */
  void answered();
}
