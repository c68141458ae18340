package perennial.trainer.transactions;

import java.util.Arrays;

/** The distinct keys of some lines, ascending, and the place of each line's key among them. */
final class CustomerKeys {
  private final long[] keys;
  private final int[] places;

  private CustomerKeys(long[] keys, int[] places) {
    this.keys = keys;
    this.places = places;
  }

  /**
   * @param keyOfLine keys, {@code >= 0}, of which the first {@code size} count
   */
  static CustomerKeys of(long[] keyOfLine, int size) {
    // Open addressing, then one sort of the distinct keys: far cheaper than sorting all lines.
    int mask = Math.max(16, Integer.highestOneBit(Math.max(1, size)) * 4) - 1;
    long[] table = new long[mask + 1];
    Arrays.fill(table, -1);
    int[] slots = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      long key = keyOfLine[i];
      int slot = slot(key, mask);
      while (table[slot] != key && table[slot] != -1) {
        slot = (slot + 1) & mask;
      }
      if (table[slot] == -1) {
        table[slot] = key;
        count++;
      }
      slots[i] = slot;
    }
    long[] keys = new long[count];
    int found = 0;
    for (long key : table) {
      if (key != -1) {
        keys[found++] = key;
      }
    }
    Arrays.sort(keys);
    int[] placeOfSlot = new int[mask + 1];
    for (int place = 0; place < count; place++) {
      int slot = slot(keys[place], mask);
      while (table[slot] != keys[place]) {
        slot = (slot + 1) & mask;
      }
      placeOfSlot[slot] = place;
    }
    for (int i = 0; i < size; i++) {
      slots[i] = placeOfSlot[slots[i]];
    }
    return new CustomerKeys(keys, slots);
  }

  private static int slot(long key, int mask) {
    return (int) (key ^ key >>> 32) & mask;
  }

  int count() {
    return keys.length;
  }

  /** The place of a line's key. */
  int placeOf(int line) {
    return places[line];
  }

  /** The place of a key; negative when no line has it. */
  int find(long key) {
    return Arrays.binarySearch(keys, key);
  }
}
