package perennial.trainer.transactions;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.model.Traits;

/** Facts about the customers of {@link Histories}, in their order. */
public final class HistoryTraits {
  private final CustomerTraits source;
  private int[] rows = new int[1024];
  private int size;

  HistoryTraits(CustomerTraits source) {
    this.source = source;
  }

  void add(int row) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
    }
    rows[size++] = row;
  }

  /** The names of the columns of numbers. */
  public List<String> columns() {
    return source.columns();
  }

  /**
   * One column of numbers.
   *
   * @param customers those to take, by their index
   */
  public double[] column(String name, int[] customers) {
    int column = source.columns().indexOf(name);
    double[] values = new double[customers.length];
    for (int i = 0; i < customers.length; i++) {
      values[i] = source.value(column, rows[customers[i]]);
    }
    return values;
  }

  /** The customer's group; empty without any. */
  public String group(int customer) {
    return source.group(rows[customer]);
  }

  /** Everything about one customer. */
  public Traits of(int customer) {
    SortedMap<String, Double> covariates = new TreeMap<>();
    List<String> names = source.columns();
    for (int c = 0; c < names.size(); c++) {
      covariates.put(names.get(c), source.value(c, rows[customer]));
    }
    return new Traits(covariates, group(customer));
  }
}
