/** Coordinates of charts. Templates draw them as SVG; every chart has a table beside it. */
@NullMarked
package perennial.admin.chart;

import org.jspecify.annotations.NullMarked;
