package perennial.trainer.counts;

import perennial.fitting.PurchaseData;

/**
 * Counted customers, ready to fit.
 *
 * @param cohort its name; blank where the file has no cohorts
 * @param data in the unit of time of one period
 * @param lines of the file that it came from
 * @param repeatPurchases purchases or renewals of all customers
 * @param periods the most that anybody has seen
 */
record Counts(String cohort, PurchaseData data, long lines, double repeatPurchases, int periods) {}
