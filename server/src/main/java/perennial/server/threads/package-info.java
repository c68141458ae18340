/**
 * Threads that do one thing over and over, whatever fails, until they are closed; and which threads
 * the operating system runs first. What computes for long gives way to what answers.
 */
@NullMarked
package perennial.server.threads;

import org.jspecify.annotations.NullMarked;
