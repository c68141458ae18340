package perennial.fitting;

/**
 * An immutable, configured estimator.
 *
 * @param <D> the data it fits
 * @param <M> the model it gives
 */
public interface ModelFitter<D, M> {
  /**
   * Fits by maximum likelihood. The same data in the same order give the same bits on one platform.
   *
   * @throws IllegalArgumentException when the data cannot identify any model, such as no rows
   */
  FitResult<M> fit(D data);
}
